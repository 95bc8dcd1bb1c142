package org.waggle.executor.score;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.StepContext;

/**
 * Asks every reward channel. What a channel does wrong is reported by its name and never counts as a score.
 *
 * @param rewards channels by name
 * @param timeoutSeconds seconds that one channel may take for one group
 * @param context the step, with the seed that all channels' seeds come from
 */
public record ChannelWorker(SortedMap<String, Reward> rewards, int timeoutSeconds, StepContext context)
        implements Serializable {

    /** To be closed by whoever scores with it. */
    TimeLimit limit() {
        return new TimeLimit(timeoutSeconds);
    }

    /** What each channel says of a group. */
    SortedMap<String, Scores> score(Group group, TimeLimit limit) {
        SortedMap<String, Scores> channels = new TreeMap<>();
        rewards.forEach((name, reward) -> {
            StepContext own = context(group, context.seed().at("reward").at(name));
            channels.put(
                    name,
                    checked(name, group, limit.call("reward " + name, group.id(), () -> reward.score(group, own))));
        });
        return channels;
    }

    /** The step, with a group's seed below a component's. */
    StepContext context(Group group, Seed component) {
        return context.with(group.id().under(component));
    }

    /** The scores, if there is a finite one for each completion. */
    static Scores checked(String name, Group group, Scores scores) {
        if (scores.values().length != group.size()) {
            throw RunException.input(
                    "Invalid reward %s: %d scores for %d completions (must be one for each; problem %s)",
                    name, scores.values().length, group.size(), group.problem().id());
        }
        for (int i = 0; i < group.size(); i++) {
            if (!Double.isFinite(scores.values()[i])) {
                throw RunException.input(
                        "Invalid reward %s: %s (must be finite; problem %s, completion %s)",
                        name,
                        scores.values()[i],
                        group.problem().id(),
                        group.completions().get(i).text());
            }
        }
        return scores;
    }
}

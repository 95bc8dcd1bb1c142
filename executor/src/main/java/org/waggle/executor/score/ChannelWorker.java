package org.waggle.executor.score;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.data.Seed;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.StepContext;
import org.waggle.executor.guard.Guarded;

/**
 * Asks every reward channel. What a channel does wrong is reported by its name and never counts as a score.
 *
 * @param rewards channels by name
 * @param timeoutSeconds seconds that one channel may take for one group
 * @param context the step, with the seed that all channels' seeds come from
 */
public record ChannelWorker(SortedMap<String, Reward> rewards, int timeoutSeconds, StepContext context)
        implements Serializable {

    /** What each channel says of a group. */
    SortedMap<String, Scores> score(Group group) {
        SortedMap<String, Scores> channels = new TreeMap<>();
        rewards.forEach((name, reward) -> {
            StepContext own = context(group, context.seed().at("reward").at(name));
            Guarded<Reward> channel = new Guarded<>("reward " + name, reward, timeoutSeconds);
            channels.put(name, channel.ask(about(group), it -> checked(channel, group, it.score(group, own))));
        });
        return channels;
    }

    /** A group as messages name it. */
    static String about(Group group) {
        return "group %s, problem %s".formatted(group.id(), group.problem().id());
    }

    /** The step, with a group's seed below a component's. */
    StepContext context(Group group, Seed component) {
        return context.with(group.id().under(component));
    }

    /** The scores, if there is a finite one for each completion. */
    static Scores checked(Guarded<?> judge, Group group, Scores scores) {
        judge.check(
                scores.values().length == group.size(),
                scores.values().length + " scores for " + group.size() + " completions",
                "must be one for each",
                about(group));
        for (int i = 0; i < group.size(); i++) {
            judge.check(
                    Double.isFinite(scores.values()[i]),
                    scores.values()[i],
                    "must be finite",
                    about(group) + ", sample " + group.completions().get(i).sample());
        }
        return scores;
    }
}

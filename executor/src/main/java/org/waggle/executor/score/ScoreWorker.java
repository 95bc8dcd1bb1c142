package org.waggle.executor.score;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Reward;

/**
 * Scores groups: every reward channel, then the composed reward. What a channel does wrong is reported by its name and
 * never counts as a score.
 *
 * @param rewards channels by name
 * @param composer makes one reward of them
 * @param timeoutSeconds seconds that one channel may take for one group
 */
public record ScoreWorker(SortedMap<String, Reward> rewards, Composer composer, int timeoutSeconds)
        implements Serializable {

    /** The groups with their rewards, in their order. */
    public List<ScoredGroup> score(List<Group> groups) {
        try (TimeLimit limit = new TimeLimit(timeoutSeconds)) {
            return groups.stream().map(group -> score(group, limit)).toList();
        }
    }

    private ScoredGroup score(Group group, TimeLimit limit) {
        SortedMap<String, Scores> channels = new TreeMap<>();
        rewards.forEach((name, reward) -> channels.put(
                name, checked(name, group, limit.call("reward " + name, group.id(), () -> reward.score(group)))));
        double[] composed = composer.compose(group, channels);
        return new ScoredGroup(
                group, channels, checked("composed", group, Scores.of(composed)).values());
    }

    private static Scores checked(String name, Group group, Scores scores) {
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

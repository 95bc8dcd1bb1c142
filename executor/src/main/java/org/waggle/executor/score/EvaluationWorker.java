package org.waggle.executor.score;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Evaluator;

/**
 * Measures problems where their completions are, so that texts stay there.
 *
 * @param name the evaluator's name in the recipe
 * @param evaluator says what a problem's completions are worth
 * @param channels asks the reward channels
 */
public record EvaluationWorker(String name, Evaluator evaluator, ChannelWorker channels) implements Serializable {
    /**
     * What was measured of one problem.
     *
     * @param group its group
     * @param metrics by name, finite
     */
    public record Measured(GroupId group, SortedMap<String, Double> metrics) implements Serializable {}

    /** The measurements of the groups, in their order. */
    public List<Measured> measure(List<Group> groups) {
        try (TimeLimit limit = channels.limit()) {
            return groups.stream().map(group -> measure(group, limit)).toList();
        }
    }

    private Measured measure(Group group, TimeLimit limit) {
        ScoredGroup judged = ScoredGroup.uncomposed(group, channels.score(group, limit));
        SortedMap<String, Double> metrics =
                new TreeMap<>(limit.call("evaluator " + name, group.id(), () -> evaluator.measure(judged)));
        metrics.forEach((metric, value) -> {
            if (!Double.isFinite(value)) {
                throw RunException.input(
                        "Invalid %s of evaluator %s: %s (must be finite; problem %s)",
                        metric, name, value, group.problem().id());
            }
        });
        return new Measured(group.id(), metrics);
    }
}

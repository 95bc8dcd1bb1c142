package org.waggle.executor.score;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.spi.Evaluator;
import org.waggle.executor.guard.Guarded;

/**
 * Measures problems where their completions are, so that texts stay there. What a reward fails on is left out, where
 * the channels go on: no evaluator sees it, and a problem of which nothing is left has no metrics.
 *
 * @param evaluator says what a problem's completions are worth
 * @param channels asks the reward channels
 */
public record EvaluationWorker(Guarded<Evaluator> evaluator, ChannelWorker channels) implements Serializable {
    /**
     * What was measured of one problem.
     *
     * @param group its group
     * @param metrics by name, finite
     * @param dropped completions that a reward failed on
     */
    public record Measured(GroupId group, SortedMap<String, Double> metrics, int dropped) implements Serializable {}

    /** The measurements of the groups, in their order. */
    public List<Measured> measure(List<Group> groups) {
        return groups.stream().map(this::measure).toList();
    }

    private Measured measure(Group group) {
        Judged judged = channels.judge(group);
        int[] places = judged.places();
        SortedMap<String, Double> metrics = places.length == 0
                ? new TreeMap<>()
                : measure(group, judged.marked().at(places));
        return new Measured(group.id(), metrics, group.size() - places.length);
    }

    private SortedMap<String, Double> measure(Group group, ScoredGroup judged) {
        return evaluator.ask(ChannelWorker.about(group), it -> checked(group, it.metrics(), it.measure(judged)));
    }

    private SortedMap<String, Double> checked(
            Group group, SortedSet<String> known, SortedMap<String, Double> measured) {
        String about = ChannelWorker.about(group);
        measured.forEach((metric, value) -> {
            evaluator.check(known.contains(metric), metric, "must be one of its metrics " + known, about);
            evaluator.check(Double.isFinite(value), metric + " is " + value, "must be finite", about);
        });
        return new TreeMap<>(measured);
    }
}

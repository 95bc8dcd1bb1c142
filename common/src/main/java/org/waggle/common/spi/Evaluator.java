package org.waggle.common.spi;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;

/** Measures a policy on held-out problems. */
public interface Evaluator extends Component {
    /** Number of held-out problems to take, from the first. */
    int problems();

    /** Completions to draw for each problem. */
    int samples();

    /** How to draw them. */
    SamplingSettings sampling();

    /** Names of the metrics that {@link #measure} can have, such as {@code pass@1}. */
    SortedSet<String> metrics();

    /**
     * What the completions of one problem say, finite, by the metric's name. Called where the completions are. Means
     * and standard errors are taken over problems, of each metric over those that have it.
     *
     * @param group completions, at least one, with their {@link ScoredGroup#channels}; no composer has spoken, so its
     *     rewards are NaN. Those that a reward failed on aren't among them, so there may be fewer than {@link #samples}
     */
    SortedMap<String, Double> measure(ScoredGroup group);

    /** Complains about reward channels that this evaluator needs and doesn't get; empty if all is well. */
    default String objection(Collection<String> channels) {
        return "";
    }
}

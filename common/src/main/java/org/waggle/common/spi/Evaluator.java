package org.waggle.common.spi;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.SamplingSettings;

/** Measures a policy on held-out problems. */
public interface Evaluator extends Component {
    /**
     * A mean and its standard error.
     *
     * @param mean mean over problems
     * @param standardError standard error of the mean over problems; 0 for one problem
     */
    record Measurement(double mean, double standardError) implements Serializable {}

    /** Number of held-out problems to take, from the first. */
    int problems();

    /** Completions to draw for each problem. */
    int samples();

    /** How to draw them. */
    SamplingSettings sampling();

    /** What was measured, by name, such as {@code pass@1}. */
    SortedMap<String, Measurement> measure(List<GroupSummary> groups);

    /** Complains about reward channels that this evaluator needs and doesn't get; empty if all is well. */
    default String objection(Collection<String> channels) {
        return "";
    }
}

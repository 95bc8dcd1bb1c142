package org.waggle.common.data;

import java.io.Serializable;
import java.util.List;

/**
 * What the driver knows of one group.
 *
 * @param id the group
 * @param problem id of its problem
 * @param samples its completions, in order of their index
 */
public record GroupSummary(GroupId id, String problem, List<SampleSummary> samples) implements Serializable {
    /** Copies the list. */
    public GroupSummary {
        samples = List.copyOf(samples);
    }

    /** Composed rewards, [completions]. */
    public double[] rewards() {
        return samples.stream().mapToDouble(SampleSummary::reward).toArray();
    }

    /** True if all completions have the same reward, so that they teach nothing about each other. */
    public boolean hasEqualRewards() {
        return samples.stream().mapToDouble(SampleSummary::reward).distinct().count() <= 1;
    }
}

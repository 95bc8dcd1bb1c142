package org.waggle.common.data;

import java.io.Serializable;
import java.util.List;
import org.waggle.common.failure.RunException;

/**
 * What the driver knows of one group.
 *
 * @param id the group
 * @param problem id of its problem
 * @param samples its completions, in order of their index
 * @param dropped number of further completions that have no reward, because a channel failed on them
 */
public record GroupSummary(GroupId id, String problem, List<SampleSummary> samples, int dropped)
        implements Serializable {
    /** Copies the list. */
    public GroupSummary {
        samples = List.copyOf(samples);
    }

    /** A group whose completions all have a reward. */
    public GroupSummary(GroupId id, String problem, List<SampleSummary> samples) {
        this(id, problem, samples, 0);
    }

    /** Number of completions that were drawn, dropped ones included. */
    public int drawn() {
        return samples.size() + dropped;
    }

    /**
     * The summary of the completion with a sample index.
     *
     * @throws RunException if the group has no such sample
     */
    public SampleSummary sample(int sample) {
        return samples.stream()
                .filter(summary -> summary.sample() == sample)
                .findFirst()
                .orElseThrow(() -> RunException.input(
                        "Invalid sample: %d (must be one of the %d samples of group %s)", sample, samples.size(), id));
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

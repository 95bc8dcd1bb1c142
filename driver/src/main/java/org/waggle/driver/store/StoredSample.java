package org.waggle.driver.store;

import java.util.Comparator;

/**
 * What people want to see of a row of the table of samples.
 *
 * @param step global step
 * @param node index of the policy that wrote it
 * @param group name of its group
 * @param sample its index within the group
 * @param prompt what the policy was given
 * @param completion what it wrote
 * @param answer what was expected; empty if the problem has none
 * @param reward the composed reward
 * @param advantage mean over its tokens; NaN if none was estimated
 * @param isTrained whether an update consumed it
 */
public record StoredSample(
        int step,
        int node,
        String group,
        int sample,
        String prompt,
        String completion,
        String answer,
        double reward,
        double advantage,
        boolean isTrained) {
    /** First one completion of every group, then the next of each; the same however rows lie in files. */
    static final Comparator<StoredSample> VARIETY = Comparator.comparingInt(StoredSample::sample)
            .thenComparing(StoredSample::group)
            .thenComparingInt(StoredSample::node);
}

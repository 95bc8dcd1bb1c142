package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.GroupSummary;

/** What one node has sampled in a step, as far as a component on the driver may look at it. */
public interface Batch {
    /** The groups, selected or not, in the order of their ids. */
    List<GroupSummary> groups();

    /**
     * The entropy below which a share of all tokens lies that count, linear between neighbours; entropies are those of
     * the policy that sampled. Counted where the samples lie, which takes two passes over them.
     *
     * @param share in [0, 1]
     * @return NaN if no token counts
     */
    double entropyQuantile(double share);
}

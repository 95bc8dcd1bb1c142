package org.waggle.executor.selector;

import java.util.Comparator;
import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.GroupSelector;

/**
 * The completion with the highest reward of each group, the first of equals; none if even the best is below a minimum.
 * Paper: RAFT (arXiv:2304.06767), ranking within each prompt. We differ in the minimum: the paper trains on the best
 * however bad it is.
 */
@Doc("Trains on the best completion of each group, the first of equals (RAFT).")
public record BestOfGroup(
        @Doc("Smallest reward of a best completion: a group whose best has less is skipped.")
        double minReward) implements GroupSelector {
    private static final Comparator<SampleSummary> BEST =
            Comparator.comparingDouble(SampleSummary::reward).reversed().thenComparingInt(SampleSummary::sample);

    /** Checks that the minimum is finite. */
    public BestOfGroup {
        Check.that(
                Double.isFinite(minReward),
                "min-reward",
                minReward,
                "must be finite; anything below the lowest reward skips no group");
    }

    @Override
    public List<Pick> select(GroupSummary group) {
        return group.samples().stream()
                .min(BEST)
                .filter(best -> best.reward() >= minReward)
                .map(best -> Pick.of(group.id(), best.sample()))
                .stream()
                .toList();
    }
}

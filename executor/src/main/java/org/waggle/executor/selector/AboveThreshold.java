package org.waggle.executor.selector;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.GroupSelector;

/** Every completion whose reward is greater than a threshold. Paper: the filter of ReST (arXiv:2308.08998). */
@Doc("Trains on the completions whose reward is greater than a threshold.")
public record AboveThreshold(
        @Doc("Rewards must be greater than this.") double threshold) implements GroupSelector {
    /** Checks that the threshold is a number. */
    public AboveThreshold {
        Check.that(Double.isFinite(threshold), "threshold", threshold, "must be finite");
    }

    @Override
    public List<Pick> select(GroupSummary group) {
        return group.samples().stream()
                .filter(sample -> sample.reward() > threshold)
                .map(sample -> Pick.of(group.id(), sample.sample()))
                .toList();
    }
}

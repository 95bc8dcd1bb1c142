package org.waggle.executor.selector;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.spi.GroupSelector;

/**
 * Every completion of the groups whose rewards differ; the others have advantage 0 and only dilute the mean. Paper: the
 * filter of dynamic sampling in DAPO (arXiv:2503.14476, section 3.2). We differ in that no further prompts are drawn in
 * place of the dropped ones: that is an allocator's business.
 */
@Doc("Trains on the groups whose rewards differ, and drops those that are all right or all wrong.")
public record DropZeroVariance() implements GroupSelector {
    @Override
    public List<Pick> select(GroupSummary group) {
        return group.hasEqualRewards() ? List.of() : new All().select(group);
    }
}

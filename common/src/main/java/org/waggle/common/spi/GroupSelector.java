package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;

/** A selector that looks at each group by itself. */
@FunctionalInterface
public interface GroupSelector extends Selector {
    /** The training items of one group. */
    List<Pick> select(GroupSummary group);

    @Override
    default List<Pick> select(List<GroupSummary> batch, StepContext context) {
        return batch.stream().flatMap(group -> select(group).stream()).toList();
    }
}

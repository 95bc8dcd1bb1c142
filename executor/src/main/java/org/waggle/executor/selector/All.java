package org.waggle.executor.selector;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.spi.GroupSelector;

/** Every completion, each with weight 1. */
@Doc("Trains on every completion.")
public record All() implements GroupSelector {
    @Override
    public List<Pick> select(GroupSummary group) {
        return group.samples().stream()
                .map(sample -> Pick.of(group.id(), sample.sample()))
                .toList();
    }
}

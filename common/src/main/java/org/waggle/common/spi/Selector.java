package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;

/** Decides what a step trains on, looking at the whole batch. */
public interface Selector extends Component {
    /** The training items, in any order; empty if nothing is worth training on. */
    List<Pick> select(List<GroupSummary> batch);
}

package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;

/**
 * Decides what a step trains on, looking at the whole batch. Advantages don't exist yet when it is asked: they are
 * estimated afterwards, for the groups that it picks from. A selector that goes by advantages makes its own of the
 * rewards.
 */
public interface Selector extends Component {
    /**
     * The training items, in any order; empty if nothing is worth training on. Called once for each node and step.
     *
     * @param batch the groups of one node in this step, in the order of their ids
     * @param context the step, with a seed of this node's selection
     */
    List<Pick> select(List<GroupSummary> batch, StepContext context);

    /** True if every item is a pair, the preferred completion first, as objectives that compare pairs want them. */
    default boolean picksPairs() {
        return false;
    }
}

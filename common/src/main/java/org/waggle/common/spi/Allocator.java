package org.waggle.common.spi;

import java.util.List;
import java.util.OptionalInt;
import org.waggle.common.data.GroupSummary;

/** Decides how many completions each problem of a step gets; in one round or in several that look at what was drawn. */
public interface Allocator extends Component {
    /** Samples to draw for one problem in one round. {@code problem} is its place in the step, from 0. */
    record Allotment(int problem, int samples) implements java.io.Serializable {}

    /**
     * What a node draws next. Called for each node by itself, until it returns nothing.
     *
     * @param problems number of problems in the step
     * @param drawn what this node drew in the rounds before and how it was scored, one list for each round, groups in
     *     the order of their ids
     * @param context the step, with a seed of this node and round
     * @return the next round; empty if the node has enough
     */
    List<Allotment> next(int problems, List<List<GroupSummary>> drawn, StepContext context);

    /** The size of every group, where it is known beforehand and the same for all; for checks and plans. */
    default OptionalInt sizeOfEveryGroup() {
        return OptionalInt.empty();
    }
}

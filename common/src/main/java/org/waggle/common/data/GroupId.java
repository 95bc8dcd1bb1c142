package org.waggle.common.data;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Names one group of completions of a run: all the samples that one node drew for one problem in one step.
 *
 * @param step global step of the run, from 1
 * @param node index of the node (policy) that drew it, from 0
 * @param ordinal place of the problem among the problems of the step, from 0
 */
public record GroupId(int step, int node, int ordinal) implements Serializable, Comparable<GroupId> {
    private static final Comparator<GroupId> ORDER = Comparator.comparingInt(GroupId::step)
            .thenComparingInt(GroupId::node)
            .thenComparingInt(GroupId::ordinal);

    @Override
    public int compareTo(GroupId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "s%06d-n%d-g%05d".formatted(step, node, ordinal);
    }
}

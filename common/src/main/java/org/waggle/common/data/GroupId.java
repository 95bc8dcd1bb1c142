package org.waggle.common.data;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Names one group of completions of a run: one problem of one step, for one node.
 *
 * @param step global step of the run, from 1
 * @param node index of the node (policy) that trains on it, from 0; who drew it is no part of the name
 * @param ordinal place of the problem among the problems of the step, from 0
 */
public record GroupId(int step, int node, int ordinal) implements Serializable, Comparable<GroupId> {
    private static final Comparator<GroupId> ORDER = Comparator.comparingInt(GroupId::step)
            .thenComparingInt(GroupId::node)
            .thenComparingInt(GroupId::ordinal);

    /** The group's own seed below another. */
    public Seed under(Seed seed) {
        return seed.at(step).at(node).at(ordinal);
    }

    @Override
    public int compareTo(GroupId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "s%06d-n%d-g%05d".formatted(step, node, ordinal);
    }
}

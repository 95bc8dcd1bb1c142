package org.waggle.executor.task;

import org.waggle.common.data.Seed;

/**
 * The order in which a finite number of problems is gone through, again and again, each time another.
 *
 * @param size number of problems, at least 1
 * @param key the orders follow from it
 */
public record Epochs(long size, Seed key) {
    /** The problem, from 0 to {@code size} - 1, that comes at an index from 0. */
    public long place(long index) {
        return new Permutation(size, key.at(index / size)).place(index % size);
    }
}

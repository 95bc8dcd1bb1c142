package org.waggle.executor.task;

/** The one check of problem indices. */
final class Indices {
    private Indices() {}

    static long check(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(
                    "Invalid problem index: %d (must be >= 0 and < %d)".formatted(index, size));
        }
        return index;
    }
}

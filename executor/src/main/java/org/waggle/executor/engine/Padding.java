package org.waggle.executor.engine;

import java.util.Arrays;

/**
 * Sizes that batches are padded to, so that the last bits of a sequence do not depend on its company: products of fewer
 * than four rows, and sums over a length that is no multiple of 32, are rounded differently.
 */
final class Padding {
    private static final int ROWS = 4;
    private static final int LENGTH = 32;

    private Padding() {}

    static int rows(int rows) {
        return roundUp(rows, ROWS);
    }

    static int length(int length) {
        return roundUp(length, LENGTH);
    }

    /** [2, n]: the first array, then the second. */
    static int[] pairs(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static int roundUp(int value, int multiple) {
        return Math.max(1, (value + multiple - 1) / multiple) * multiple;
    }
}

package org.waggle.executor.engine;

import java.util.Arrays;

/**
 * Sizes that batches are padded to, so that the last bits of a sequence do not depend on its company. Found by trying
 * (and watched by a test): products of fewer than four rows are rounded differently; so is attention over a whole
 * prompt whose length is no multiple of 16, and attention over a cache whose length is no multiple of 32.
 */
final class Padding {
    private static final int ROWS = 4;
    private static final int PROMPT = 16;
    private static final int CACHE = 32;

    private Padding() {}

    static int rows(int rows) {
        return roundUp(rows, ROWS);
    }

    static int prompt(int length) {
        return roundUp(length, PROMPT);
    }

    static int cache(int length) {
        return roundUp(length, CACHE);
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

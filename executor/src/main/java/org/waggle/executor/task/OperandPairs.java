package org.waggle.executor.task;

/**
 * All ordered pairs of operands within bounds, numbered by their sum and within a sum by the left operand.
 *
 * @param min smallest operand
 * @param max largest operand
 * @param maxSum largest sum
 */
record OperandPairs(long min, long max, long maxSum) {
    /** Number of pairs. */
    long count() {
        return before(largestSum() + 1);
    }

    /** Whether operands are a pair. */
    boolean includes(long left, long right) {
        return Math.min(left, right) >= min && Math.max(left, right) <= max && left + right <= maxSum;
    }

    /** The number of a pair. */
    long pair(long left, long right) {
        long sum = left + right - 2 * min;
        return before(sum) + left - min - smallestLeft(sum);
    }

    long left(long pair) {
        long sum = sum(pair);
        return min + pair - before(sum) + smallestLeft(sum);
    }

    long right(long pair) {
        return min + sum(pair) - (left(pair) - min);
    }

    /** The pair with its operands exchanged. */
    long mirrored(long pair) {
        long sum = sum(pair);
        return before(sum) + right(pair) - min - smallestLeft(sum);
    }

    /** Sums, here and below, are those of the operands less {@code min} each. */
    private long largestSum() {
        return Math.min(maxSum - 2 * min, 2 * span());
    }

    private long span() {
        return max - min;
    }

    private long smallestLeft(long sum) {
        return Math.max(0, sum - span());
    }

    /** The sum of a pair, by bisection. */
    private long sum(long pair) {
        long low = 0;
        long high = largestSum();
        while (low < high) {
            long middle = (low + high + 1) / 2;
            if (before(middle) <= pair) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * Number of pairs with a smaller sum: a triangle, and beyond the span the square less the triangle that is left.
     */
    private long before(long sum) {
        long side = span() + 1;
        return sum <= side ? triangle(sum) : side * side - triangle(2 * side - 1 - sum);
    }

    private static long triangle(long rows) {
        return rows * (rows + 1) / 2;
    }
}

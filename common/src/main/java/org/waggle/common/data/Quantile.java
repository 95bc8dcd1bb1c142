package org.waggle.common.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The exact quantile of numbers that lie in many places, none of which sees all of them. Numbers of one place are
 * counted by the upper half of their bits; the sums of all counts tell which halves matter, and those numbers are
 * counted by all bits. Numbers are float32 and not negative, so that their bits are ordered as they are.
 *
 * @param share how much of all numbers lies below, in [0, 1]; linear between neighbours
 */
public record Quantile(double share) {
    private static final int HALF = Float.SIZE / 2;

    /** Counts of values; a sum of counts is the count of all. */
    @FunctionalInterface
    public interface Counting {
        /** Numbers of values by key, for the keys that {@link #count} gives. */
        SortedMap<Integer, Long> counts(Set<Integer> halves);
    }

    /**
     * The quantile.
     *
     * @param counting sums of what {@link #count} says in each place; asked twice
     * @return NaN if there is no number
     */
    public double of(Counting counting) {
        SortedMap<Integer, Long> coarse = counting.counts(Set.of());
        long size = coarse.values().stream().mapToLong(Long::longValue).sum();
        if (size == 0) {
            return Double.NaN;
        }
        double place = share * (size - 1);
        long below = (long) Math.floor(place);
        long above = (long) Math.ceil(place);
        int first = key(coarse, below);
        SortedMap<Integer, Long> fine = counting.counts(Set.copyOf(List.of(first, key(coarse, above))));
        long before = coarse.headMap(first).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        double low = Float.intBitsToFloat(key(fine, below - before));
        double high = Float.intBitsToFloat(key(fine, above - before));
        return low + (place - below) * (high - low);
    }

    /**
     * Adds a number to the counts of one place.
     *
     * @param halves which numbers to count by all of their bits; empty for all numbers by the upper half
     */
    public static void count(float number, Set<Integer> halves, Map<Integer, Long> counts) {
        int bits = Float.floatToIntBits(Math.max(number, 0) + 0f);
        int half = bits >>> HALF;
        if (halves.isEmpty()) {
            counts.merge(half, 1L, Long::sum);
        } else if (halves.contains(half)) {
            counts.merge(bits, 1L, Long::sum);
        }
    }

    /** Counts of two places together. */
    public static SortedMap<Integer, Long> sum(Map<Integer, Long> one, Map<Integer, Long> other) {
        SortedMap<Integer, Long> sum = new TreeMap<>(one);
        other.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }

    private static int key(SortedMap<Integer, Long> counts, long rank) {
        long left = rank;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            left -= entry.getValue();
            if (left < 0) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("Invalid counts: fewer than %d numbers".formatted(rank + 1));
    }
}

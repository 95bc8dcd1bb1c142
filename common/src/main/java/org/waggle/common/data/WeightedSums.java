package org.waggle.common.data;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Means and maxima in the making, so that parts can be added in order: of a mean, the weighted sum and the sum of the
 * weights.
 *
 * @param sums name of a mean → {weighted sum, weight}
 * @param maxima name of a maximum → the largest value so far
 */
public record WeightedSums(SortedMap<String, double[]> sums, SortedMap<String, Double> maxima) implements Serializable {
    /** Nothing yet. */
    public WeightedSums() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    /** Adds to one mean: {@code sum} is a sum of {@code weight} values. */
    public WeightedSums add(String name, double sum, double weight) {
        double[] entry = sums.computeIfAbsent(name, key -> new double[2]);
        entry[0] += sum;
        entry[1] += weight;
        return this;
    }

    /** Adds a value to one maximum. */
    public WeightedSums max(String name, double value) {
        maxima.merge(name, value, Math::max);
        return this;
    }

    /** Adds all of another's sums and maxima. */
    public WeightedSums add(WeightedSums other) {
        other.maxima.forEach(this::max);
        other.sums.forEach((name, entry) -> add(name, entry[0], entry[1]));
        return this;
    }

    /** The means; names without weight are left out. */
    public SortedMap<String, Double> means() {
        SortedMap<String, Double> means = new TreeMap<>();
        sums.forEach((name, entry) -> {
            if (entry[1] != 0) {
                means.put(name, entry[0] / entry[1]);
            }
        });
        return means;
    }
}

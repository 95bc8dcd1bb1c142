package org.waggle.common.data;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Means in the making: for each name a weighted sum and the sum of the weights, so that parts can be added in order.
 *
 * @param sums name → {weighted sum, weight}
 */
public record WeightedSums(SortedMap<String, double[]> sums) implements Serializable {
    /** Nothing yet. */
    public WeightedSums() {
        this(new TreeMap<>());
    }

    /** Adds to one mean: {@code sum} is a sum of {@code weight} values. */
    public WeightedSums add(String name, double sum, double weight) {
        double[] entry = sums.computeIfAbsent(name, key -> new double[2]);
        entry[0] += sum;
        entry[1] += weight;
        return this;
    }

    /** Adds all of another's sums. */
    public WeightedSums add(WeightedSums other) {
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

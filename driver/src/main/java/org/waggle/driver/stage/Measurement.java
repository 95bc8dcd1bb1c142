package org.waggle.driver.stage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mean over problems and its standard error.
 *
 * @param mean mean over problems
 * @param standardError sample deviation over problems divided by the root of their number; 0 for one problem
 */
public record Measurement(double mean, double standardError) {
    /**
     * What was measured of many problems as one, each metric over the problems that have it.
     *
     * @param problems metrics of each problem, in a fixed order, as sums depend on it
     */
    public static SortedMap<String, Measurement> over(List<? extends SortedMap<String, Double>> problems) {
        SortedMap<String, List<Double>> values = new TreeMap<>();
        problems.forEach(metrics -> metrics.forEach((name, value) ->
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value)));
        SortedMap<String, Measurement> measurements = new TreeMap<>();
        values.forEach((name, each) -> measurements.put(name, of(each)));
        return measurements;
    }

    /**
     * The mean over nodes, each metric over those that have it; nodes are asked the same problems, and their errors are
     * taken as independent.
     */
    public static SortedMap<String, Measurement> mean(List<? extends SortedMap<String, Measurement>> nodes) {
        SortedMap<String, List<Measurement>> each = new TreeMap<>();
        nodes.forEach(node -> node.forEach((name, measured) ->
                each.computeIfAbsent(name, key -> new ArrayList<>()).add(measured)));
        SortedMap<String, Measurement> means = new TreeMap<>();
        each.forEach((name, measured) -> means.put(name, mean(measured)));
        return means;
    }

    private static Measurement mean(Collection<Measurement> nodes) {
        double sum = 0;
        double squares = 0;
        for (Measurement node : nodes) {
            sum += node.mean;
            squares += node.standardError * node.standardError;
        }
        return new Measurement(sum / nodes.size(), Math.sqrt(squares) / nodes.size());
    }

    private static Measurement of(List<Double> values) {
        int n = values.size();
        double mean = values.stream().reduce(0.0, Double::sum) / n;
        double squares =
                values.stream().map(value -> (value - mean) * (value - mean)).reduce(0.0, Double::sum);
        return new Measurement(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n));
    }
}

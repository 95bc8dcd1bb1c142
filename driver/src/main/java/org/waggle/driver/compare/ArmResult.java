package org.waggle.driver.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.waggle.common.failure.RunException;
import org.waggle.driver.metrics.MetricsLine;

/**
 * What one run of an arm measured.
 *
 * @param arm name of the arm
 * @param seed seed of the run
 * @param curve the metric at each evaluation from the end of the first phase on, samples rising; at least one point
 * @param minutes wall time of its steps, evaluations and checkpoints included; the start of the run is not
 * @param columns other numbers, in the order of the file; NaN where the run has none
 */
public record ArmResult(String arm, long seed, List<Point> curve, double minutes, List<Double> columns) {
    private static final int LAST = 10;

    /**
     * One evaluation.
     *
     * @param samples completions generated for training so far
     * @param value the metric
     */
    public record Point(long samples, double value) {}

    /** Copies the curve. */
    public ArmResult {
        curve = List.copyOf(curve);
        columns = List.copyOf(columns);
        if (curve.isEmpty()) {
            throw RunException.input("Missing value: no evaluation of arm %s with seed %d", arm, seed);
        }
    }

    /**
     * The curve of a run's metrics: it begins with the last evaluation of the first phase (or with the run's first, if
     * it has one phase).
     *
     * @param lines metrics of the run, in order
     * @param metric name of the metric in them
     * @param samples completions that a step generated
     */
    public static List<Point> curve(List<MetricsLine> lines, String metric, ToLongFunction<MetricsLine> samples) {
        List<Point> points = new ArrayList<>();
        String warmUp = lines.isEmpty() ? "" : lines.get(0).phase();
        boolean phases = lines.stream().anyMatch(line -> !line.phase().equals(warmUp));
        long soFar = 0;
        for (MetricsLine line : lines) {
            soFar += samples.applyAsLong(line);
            if (line.number(metric).isPresent()) {
                if (phases && line.phase().equals(warmUp)) {
                    points.clear();
                }
                points.add(new Point(soFar, line.number(metric).getAsDouble()));
            }
        }
        return points;
    }

    /** Mean of a number over the last ten steps that have it; NaN if none has. */
    public static double column(List<MetricsLine> lines, String name) {
        double[] values = lines.stream()
                .flatMapToDouble(line -> line.number(name).stream())
                .toArray();
        return Arrays.stream(values, Math.max(0, values.length - LAST), values.length)
                .average()
                .orElse(Double.NaN);
    }

    /** The metric at the curve's first point. */
    public double before() {
        return curve.get(0).value();
    }

    /** The metric at the curve's last point. */
    public double after() {
        return curve.get(curve.size() - 1).value();
    }

    /** Completions generated for training. */
    public long samples() {
        return curve.get(curve.size() - 1).samples();
    }
}

package org.waggle.driver.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One arm over its seeds.
 *
 * @param arm name of the arm
 * @param results its runs, by seed rising
 * @param difference mean of the paired differences "this arm after − first arm after" over the seeds that both have;
 *     empty for the first arm itself
 */
public record ArmSummary(String arm, List<ArmResult> results, Optional<Mean> difference) {
    /**
     * The mean curve at one number of samples.
     *
     * @param samples completions generated for training so far
     * @param mean the metric over the seeds, linear between evaluations
     */
    public record CurvePoint(double samples, Mean mean) {}

    /** Copies the results. */
    public ArmSummary {
        results = List.copyOf(results);
    }

    /** Mean of the metric before. */
    public Mean before() {
        return mean(ArmResult::before);
    }

    /** Mean of the metric after. */
    public Mean after() {
        return mean(ArmResult::after);
    }

    /** Mean number of completions generated for training. */
    public Mean samples() {
        return mean(ArmResult::samples);
    }

    /** Mean wall time in minutes. */
    public Mean minutes() {
        return mean(ArmResult::minutes);
    }

    /** Mean of one of the other numbers. */
    public Mean column(int place) {
        return mean(run -> run.columns().get(place));
    }

    /** The mean curve, at every number of samples that a run evaluated and all runs reach. */
    public List<CurvePoint> curve() {
        double first = results.stream()
                .mapToDouble(run -> run.curve().get(0).samples())
                .max()
                .orElse(0);
        double last = results.stream().mapToDouble(ArmResult::samples).min().orElse(0);
        double[] places = results.stream()
                .flatMap(run -> run.curve().stream())
                .mapToDouble(ArmResult.Point::samples)
                .filter(samples -> samples >= first && samples <= last)
                .sorted()
                .distinct()
                .toArray();
        List<CurvePoint> curve = new ArrayList<>();
        Arrays.stream(places).forEach(place -> curve.add(new CurvePoint(place, mean(run -> value(run, place)))));
        return curve;
    }

    private Mean mean(ToDoubleFunction<ArmResult> value) {
        return Mean.of(results.stream().mapToDouble(value).toArray());
    }

    private static double value(ArmResult run, double samples) {
        ArmResult.Point left = run.curve().get(0);
        for (ArmResult.Point right : run.curve()) {
            if (right.samples() == samples) {
                return right.value();
            }
            if (right.samples() > samples) {
                double share = (samples - left.samples()) / (right.samples() - left.samples());
                return left.value() + share * (right.value() - left.value());
            }
            left = right;
        }
        return left.value();
    }
}

package org.waggle.common.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What one reward channel says of a group.
 *
 * @param values one score for each completion, [completions]; finite
 * @param steps scores of the steps of each completion, [completions][steps]; empty inner arrays where a reward gives
 *     none
 */
public record Scores(double[] values, double[][] steps) {
    /** Scores of whole completions. */
    public static Scores of(double... values) {
        return new Scores(values, new double[values.length][0]);
    }

    /** The scores of the completions at places, from 0, in that order. */
    public Scores at(int... places) {
        return new Scores(
                IntStream.of(places).mapToDouble(place -> values[place]).toArray(),
                IntStream.of(places).mapToObj(place -> steps[place]).toArray(double[][]::new));
    }

    /** These scores with those of further completions behind them. */
    public Scores followedBy(Scores later) {
        double[] all = Arrays.copyOf(values, values.length + later.values.length);
        System.arraycopy(later.values, 0, all, values.length, later.values.length);
        double[][] allSteps = Arrays.copyOf(steps, all.length);
        System.arraycopy(later.steps, 0, allSteps, values.length, later.steps.length);
        return new Scores(all, allSteps);
    }
}

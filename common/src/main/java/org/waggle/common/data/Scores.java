package org.waggle.common.data;

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
}

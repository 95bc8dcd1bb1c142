package org.waggle.driver.metrics;

import java.util.Map;

/**
 * Held-out pass@1 of one evaluator.
 *
 * @param evaluator name of the evaluator
 * @param value share of held-out problems solved at the first try, in [0, 1]
 * @param standardError its standard error over problems; 0 if it isn't known
 */
public record Accuracy(String evaluator, double value, double standardError) {
    private static final String PREFIX = "eval/";
    private static final String SUFFIX = "/pass@1";

    /** Whether a metric of that name is a pass@1: {@code eval/EVALUATOR/pass@1}. */
    public static boolean isName(String metric) {
        return metric.startsWith(PREFIX)
                && metric.endsWith(SUFFIX)
                && metric.length() > PREFIX.length() + SUFFIX.length();
    }

    /** The evaluator in the name of such a metric. */
    public static String evaluatorOf(String metric) {
        return metric.substring(PREFIX.length(), metric.length() - SUFFIX.length());
    }

    static Accuracy of(String metric, Map<String, Double> numbers) {
        return new Accuracy(
                evaluatorOf(metric),
                numbers.getOrDefault(metric, Double.NaN),
                numbers.getOrDefault(metric + "_se", 0.0));
    }

    /** The accuracy with two decimals, and its standard error where there is one: {@code 0.47 ± 0.03}. */
    public String text() {
        return NumberText.withError(value, standardError, 2);
    }
}

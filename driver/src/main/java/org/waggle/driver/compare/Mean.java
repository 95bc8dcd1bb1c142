package org.waggle.driver.compare;

import java.util.stream.DoubleStream;
import org.waggle.driver.metrics.NumberText;

/**
 * A mean over seeds.
 *
 * @param value the mean
 * @param standardError sample standard deviation (divided by {@code count - 1}) over the root of {@code count}; NaN for
 *     a single value
 * @param count number of values
 */
public record Mean(double value, double standardError, int count) {
    /** The mean of values; NaN of none. */
    public static Mean of(double... values) {
        double mean = DoubleStream.of(values).average().orElse(Double.NaN);
        double squares = DoubleStream.of(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        int count = values.length;
        return new Mean(mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count), count);
    }

    /** Like {@code 0.968 ± 0.004}; without the error for a single value. */
    public String text(int decimals) {
        return Double.isNaN(standardError)
                ? NumberText.fixed(value, decimals)
                : NumberText.fixed(value, decimals) + " ± " + NumberText.fixed(standardError, decimals);
    }

    /** As {@link #text}, with the sign of a difference. */
    public String signed(int decimals) {
        return (value > 0 ? "+" : "") + text(decimals);
    }
}

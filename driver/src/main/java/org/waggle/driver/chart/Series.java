package org.waggle.driver.chart;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One line of a chart.
 *
 * @param label its name in the legend
 * @param style how it is drawn
 * @param x where its values lie, rising, [points]
 * @param y its values, [points]; what is not finite leaves a gap
 * @param low lower ends of the band or of the error bars, [points], or [0] for none
 * @param high upper ends, as long as {@code low}
 */
public record Series(String label, Style style, double[] x, double[] y, double[] low, double[] high) {
    /** How a series is drawn. */
    public enum Style {
        /** A line; its spread is a band. */
        LINE,
        /** A line with a marker at each value; its spread is error bars. */
        MARKED
    }

    private static final double[] NONE = {};

    /** Checks that the arrays are as long as each other. */
    public Series {
        if (x.length != y.length || low.length != high.length || (low.length != 0 && low.length != x.length)) {
            throw new IllegalArgumentException("Invalid series %s: %d x, %d y, %d low, %d high (lengths must agree)"
                    .formatted(label, x.length, y.length, low.length, high.length));
        }
    }

    /** A line without a spread. */
    public static Series line(String label, double[] x, double[] y) {
        return new Series(label, Style.LINE, x, y, NONE, NONE);
    }

    /** The series with its spread: {@code y} ± {@code error}. */
    public static Series spread(String label, Style style, double[] x, double[] y, double[] error) {
        return new Series(label, style, x, y, sum(y, error, -1), sum(y, error, 1));
    }

    boolean hasSpread() {
        return low.length > 0;
    }

    /** All finite values that must fit on the y axis. */
    DoubleStream extent() {
        return Stream.of(y, low, high).flatMapToDouble(Arrays::stream).filter(Double::isFinite);
    }

    private static double[] sum(double[] y, double[] error, int sign) {
        double[] sum = Arrays.copyOf(y, y.length);
        Arrays.setAll(sum, place -> y[place] + sign * error[place]);
        return sum;
    }
}

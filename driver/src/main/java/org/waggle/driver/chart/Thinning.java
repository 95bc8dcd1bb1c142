package org.waggle.driver.chart;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Makes a long line short enough for a page: neighbouring values become their mean, and where the line has no spread of
 * its own the band is their smallest and largest, so that a peak stays visible.
 */
final class Thinning {
    private static final int POINTS = 240;

    private Thinning() {}

    /** The series itself if it is short or marked; else {@value #POINTS} points. */
    static Series thin(Series series) {
        if (series.x().length <= POINTS || series.style() == Series.Style.MARKED) {
            return series;
        }
        double[] x = means(series.x());
        double[] y = means(series.y());
        return series.hasSpread()
                ? new Series(series.label(), series.style(), x, y, means(series.low()), means(series.high()))
                : new Series(
                        series.label(),
                        series.style(),
                        x,
                        y,
                        buckets(series.y(), values -> values.min().orElse(Double.NaN)),
                        buckets(series.y(), values -> values.max().orElse(Double.NaN)));
    }

    private static double[] means(double[] values) {
        return buckets(values, bucket -> bucket.average().orElse(Double.NaN));
    }

    private static double[] buckets(double[] values, ToDoubleFunction<DoubleStream> fold) {
        return IntStream.range(0, POINTS)
                .mapToDouble(bucket -> fold.applyAsDouble(
                        Arrays.stream(values, start(bucket, values.length), start(bucket + 1, values.length))
                                .filter(Double::isFinite)))
                .toArray();
    }

    private static int start(int bucket, int length) {
        return (int) ((long) bucket * length / POINTS);
    }
}

package org.waggle.driver.chart;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A linear axis with round ticks.
 *
 * @param low value at its start
 * @param high value at its end, &gt; {@code low}
 * @param step distance between ticks
 */
record Axis(double low, double high, double step) {
    /**
     * An axis that begins and ends at quarters of a tick, with about {@code ticks} ticks; over [0, 1] without values.
     */
    static Axis rounded(DoubleStream values, int ticks) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double low = DoubleStream.of(finite).min().orElse(0);
        double high = DoubleStream.of(finite).max().orElse(1);
        if (low > 0 && (low < high / 2 || low == high)) {
            low = 0;
        }
        if (low == high) {
            low = Math.min(low, 0);
            high = Math.max(high, low + 1);
        }
        double step = step((high - low) / ticks);
        double grain = step / 4;
        return new Axis(Math.floor(low / grain + 1e-9) * grain, Math.ceil(high / grain - 1e-9) * grain, step);
    }

    /** An axis over exactly these values, for steps and counts that begin and end where they do. */
    static Axis exact(DoubleStream values, int ticks) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double low = DoubleStream.of(finite).min().orElse(0);
        double high = DoubleStream.of(finite).max().orElse(1);
        double end = high > low ? high : low + 1;
        return new Axis(low, end, step((end - low) / ticks));
    }

    /** The multiples of the step within the axis. */
    double[] ticks() {
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        return IntStream.rangeClosed(0, (int) (last - first))
                .mapToDouble(tick -> (first + tick) * step)
                .toArray();
    }

    /** Where a value lies between the axis' ends, 0 to 1. */
    double share(double value) {
        return (value - low) / (high - low);
    }

    /** The smallest of 1, 2, 2.5, 5 times a power of ten that is at least {@code least}. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return DoubleStream.of(1, 2, 2.5, 5, 10)
                        .filter(factor -> factor * power >= least * (1 - 1e-9))
                        .findFirst()
                        .orElse(10)
                * power;
    }
}

package org.waggle.driver.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class NumberText {
    private static final String[] UNITS = {"", "k", "M", "G", "T"};

    private NumberText() {}

    /** A number with that many decimals: {@code 0.71}. */
    public static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A number with its standard error, {@code 0.47 ± 0.03}; without it unless it is above 0. */
    public static String withError(double value, double standardError, int decimals) {
        return standardError > 0
                ? fixed(value, decimals) + " ± " + fixed(standardError, decimals)
                : fixed(value, decimals);
    }

    /** A whole number in groups of three digits: {@code 12,345}. */
    public static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /**
     * Three significant digits and a letter for thousands: {@code 1.5k}, {@code 250M}, {@code 0.0125}, {@code 2e-05}.
     */
    public static String compact(double value) {
        return compact(value, 3);
    }

    /** As {@link #compact(double)}, with that many significant digits. */
    public static String compact(double value, int digits) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size == 0) {
            return size == 0 ? "0" : Double.toString(value);
        }
        if (size < 1e-4 || size >= 1e15) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).replaceFirst("\\.?0+e", "e");
        }
        int unit = 0;
        while (size >= 1000 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        BigDecimal rounded = BigDecimal.valueOf(Math.copySign(size, value)).round(new MathContext(digits));
        return rounded.stripTrailingZeros().toPlainString() + UNITS[unit];
    }

    /** A duration by its two largest units: {@code 9s}, {@code 1m20s}, {@code 2h05m}; rounded to seconds. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
    }
}

package org.waggle.driver.bench;

/**
 * One thing that was measured.
 *
 * @param what its name
 * @param value what was measured
 * @param unit unit of the value
 * @param remark what it is to be compared with; empty for a limit of the machine
 */
public record BenchRow(String what, double value, String unit, String remark) {
    private static final double PERCENT = 100;

    /** A limit of the machine. */
    public static BenchRow limit(String what, double value, String unit) {
        return new BenchRow(what, value, unit, "");
    }

    /**
     * A speed beside what the machine would allow.
     *
     * @param target share of the bound that should be reached
     */
    public static BenchRow share(String what, double value, String unit, double bound, double target) {
        String remark = "%.0f %% of %,.0f (target %.0f %%%s)"
                .formatted(PERCENT * value / bound, bound, PERCENT * target, missed(value < target * bound));
        return new BenchRow(what, value, unit, remark);
    }

    /**
     * A duration.
     *
     * @param target seconds that it should take at most
     */
    public static BenchRow duration(String what, double seconds, double target) {
        return new BenchRow(what, seconds, "s", "(target %.1f s%s)".formatted(target, missed(seconds > target)));
    }

    private static String missed(boolean missed) {
        return missed ? ", missed" : "";
    }

    /** The row as text: name, value and remark. */
    public String text() {
        return "%-56s %,10.2f %-8s %s".formatted(what, value, unit, remark).stripTrailing();
    }
}

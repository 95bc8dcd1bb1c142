package org.waggle.driver.bench;

/**
 * One thing that was measured.
 *
 * @param what its name
 * @param value what was measured
 * @param unit unit of value and bound
 * @param bound what this machine would allow; NaN where the value is itself such a bound
 */
public record BenchRow(String what, double value, String unit, double bound) {
    /** A limit of the machine, or a time. */
    public static BenchRow limit(String what, double value, String unit) {
        return new BenchRow(what, value, unit, Double.NaN);
    }

    /** The row as text: name, value, bound and their ratio. */
    public String text() {
        String line = "%-52s %,10.2f %-9s".formatted(what, value, unit);
        return Double.isNaN(bound)
                ? line.stripTrailing()
                : "%s of %,10.1f  %3.0f %%".formatted(line, bound, 100 * value / bound);
    }
}

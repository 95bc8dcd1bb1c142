package org.waggle.driver.chart;

import java.util.List;

/**
 * What a chart shows.
 *
 * @param title what is measured
 * @param x label of the horizontal axis
 * @param y label of the vertical axis, with its unit
 * @param series its lines, at least one
 * @param marks where something began, such as a phase; rising; the horizontal axis covers them too
 * @param range what the vertical axis covers
 */
public record Chart(String title, String x, String y, List<Series> series, List<Mark> marks, Range range) {
    /**
     * A place on the horizontal axis.
     *
     * @param x where
     * @param label what begins there
     */
    public record Mark(double x, String label) {}

    /** What the vertical axis covers. */
    public enum Range {
        /** The values, and 0 if it is near. */
        VALUES,
        /** From 0 to 1. */
        SHARE
    }

    /** Copies the lists. */
    public Chart {
        series = List.copyOf(series);
        marks = List.copyOf(marks);
    }
}

package org.waggle.driver.chart;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.waggle.driver.metrics.NumberText;

/**
 * Axes, grid, labels and marks of a chart, and where values lie in it. Sizes are in the units of the drawing, chosen so
 * that its text can still be read when it is as wide as a phone.
 */
record Frame(Axis x, Axis y) {
    static final int TICKS = 5;
    private static final int WIDTH = 440;
    private static final int HEIGHT = 250;
    private static final int LEFT = 74;
    private static final int RIGHT = 12;
    private static final int TOP = 22;
    private static final int BOTTOM = 42;
    private static final double LETTER = 6.2;

    double acrossOf(double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    double downOf(double value) {
        return HEIGHT - BOTTOM - y.share(Math.max(y.low(), Math.min(y.high(), value))) * (HEIGHT - TOP - BOTTOM);
    }

    /** A point of a path. */
    String point(double valueX, double valueY) {
        return String.format(Locale.ROOT, "%.1f %.1f", acrossOf(valueX), downOf(valueY));
    }

    void draw(Svg svg, Chart chart) {
        svg.open(WIDTH, HEIGHT, chart.title() + " against " + chart.x());
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, downOf(tick), WIDTH - RIGHT, downOf(tick));
            svg.words("tick end", LEFT - 6, downOf(tick) + 4, NumberText.compact(tick, 4));
        }
        for (double tick : x.ticks()) {
            svg.line("grid", acrossOf(tick), HEIGHT - BOTTOM, acrossOf(tick), HEIGHT - BOTTOM + 4);
            svg.words("tick middle", acrossOf(tick), HEIGHT - BOTTOM + 17, NumberText.compact(tick, 4));
        }
        svg.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        svg.words("name", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, chart.x());
        svg.upwards(13, (TOP + HEIGHT - BOTTOM) / 2.0, chart.y());
        marks(svg, chart.marks());
    }

    /** Draws the marks; a label that would run into the next mark is left out. */
    private void marks(Svg svg, List<Chart.Mark> marks) {
        for (int place = 0; place < marks.size(); place++) {
            Chart.Mark mark = marks.get(place);
            double from = acrossOf(Math.max(mark.x(), x.low()));
            double to = place + 1 < marks.size() ? acrossOf(marks.get(place + 1).x()) : WIDTH - RIGHT;
            if (mark.x() > x.low()) {
                svg.line("mark", from, TOP - 14, from, HEIGHT - BOTTOM);
            }
            if (mark.label().length() * LETTER + 4 <= to - from) {
                svg.words("phase", from + 4, TOP - 6, mark.label());
            }
        }
    }

    /** Draws an area for each place that tells what lies there. */
    void tips(Svg svg, double[] places, IntFunction<String> words) {
        for (int place = 0; place < places.length; place++) {
            double from = place == 0 ? LEFT : acrossOf((places[place - 1] + places[place]) / 2);
            double to = place + 1 == places.length ? WIDTH - RIGHT : acrossOf((places[place] + places[place + 1]) / 2);
            svg.tip(from, TOP, to - from, HEIGHT - TOP - BOTTOM, words.apply(place));
        }
    }
}

package org.waggle.driver.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Draws one series into a frame. */
record Curve(Frame frame, Series series, String colour) {
    /** More markers than this run into each other; the spread is a band then. */
    private static final int MARKERS = 60;

    void draw(Svg svg) {
        boolean marked =
                series.x().length == 1 || (series.style() == Series.Style.MARKED && series.x().length <= MARKERS);
        if (series.hasSpread() && !marked) {
            svg.path("band " + colour, band());
        }
        svg.path("line " + colour, line());
        if (marked) {
            markers(svg);
        }
    }

    private String line() {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int place = 0; place < series.x().length; place++) {
            if (Double.isFinite(series.y()[place])) {
                path.append(pen ? 'L' : 'M').append(frame.point(series.x()[place], series.y()[place]));
                pen = true;
            } else {
                pen = false;
            }
        }
        return path.toString();
    }

    /** One closed outline for each stretch without a gap. */
    private String band() {
        StringBuilder path = new StringBuilder();
        List<Integer> stretch = new ArrayList<>();
        for (int place = 0; place < series.x().length; place++) {
            if (Double.isFinite(series.low()[place]) && Double.isFinite(series.high()[place])) {
                stretch.add(place);
            } else {
                outline(path, stretch);
                stretch.clear();
            }
        }
        outline(path, stretch);
        return path.toString();
    }

    private void outline(StringBuilder path, List<Integer> stretch) {
        if (stretch.size() < 2) {
            return;
        }
        append(path, stretch, series.high(), 'M');
        List<Integer> back = new ArrayList<>(stretch);
        Collections.reverse(back);
        append(path, back, series.low(), 'L');
        path.append('Z');
    }

    private void append(StringBuilder path, List<Integer> places, double[] ends, char first) {
        char pen = first;
        for (int place : places) {
            path.append(pen).append(frame.point(series.x()[place], ends[place]));
            pen = 'L';
        }
    }

    private void markers(Svg svg) {
        for (int place = 0; place < series.x().length; place++) {
            if (Double.isFinite(series.y()[place])) {
                double across = frame.acrossOf(series.x()[place]);
                if (series.hasSpread()) {
                    errorBar(svg, across, frame.downOf(series.low()[place]), frame.downOf(series.high()[place]));
                }
                svg.dot("dot " + colour, across, frame.downOf(series.y()[place]));
            }
        }
    }

    private void errorBar(Svg svg, double across, double bottom, double top) {
        svg.line("error " + colour, across, bottom, across, top);
        svg.line("error " + colour, across - 3, bottom, across + 3, bottom);
        svg.line("error " + colour, across - 3, top, across + 3, top);
    }
}

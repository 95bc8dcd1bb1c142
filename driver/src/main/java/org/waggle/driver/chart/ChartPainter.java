package org.waggle.driver.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.waggle.driver.metrics.NumberText;

/** Turns charts into HTML figures with inline SVG. Needs {@link ChartStyle#css} on the page, nothing else. */
public final class ChartPainter {
    private static final int COLOURS = 6;

    private ChartPainter() {}

    /** Lines, with their bands, error bars and gaps. */
    public static String lines(Chart chart) {
        List<Series> series = chart.series().stream().map(Thinning::thin).toList();
        Frame frame = frame(chart, series);
        Svg svg = new Svg();
        frame.draw(svg, chart);
        for (int place = 0; place < series.size(); place++) {
            new Curve(frame, series.get(place), colour(place)).draw(svg);
        }
        frame.tips(svg, places(series), place -> tip(chart, series, places(series)[place]));
        return figure(chart, svg.close(), "line");
    }

    /** Areas on top of each other, the first series at the bottom; all series have the same places. */
    public static String stacked(Chart chart) {
        List<Series> parts = chart.series().stream().map(Thinning::thin).toList();
        List<Series> areas = new ArrayList<>();
        double[] floor = new double[parts.get(0).x().length];
        for (Series part : parts) {
            double[] ceiling = Arrays.copyOf(floor, floor.length);
            Arrays.setAll(ceiling, place -> ceiling[place] + finite(part.y()[place]));
            areas.add(new Series(part.label(), Series.Style.LINE, part.x(), ceiling, floor, ceiling));
            floor = ceiling;
        }
        Frame frame = frame(chart, areas);
        Svg svg = new Svg();
        frame.draw(svg, chart);
        for (int place = 0; place < areas.size(); place++) {
            new Curve(frame, areas.get(place), "area " + colour(place)).draw(svg);
        }
        double[] places = places(areas);
        frame.tips(svg, places, place -> tip(chart, parts, places[place]));
        return figure(chart, svg.close(), "area");
    }

    private static Frame frame(Chart chart, List<Series> series) {
        DoubleStream marks = chart.marks().stream().mapToDouble(Chart.Mark::x);
        DoubleStream places = series.stream().flatMapToDouble(one -> Arrays.stream(one.x()));
        Axis x = Axis.exact(DoubleStream.concat(marks, places), Frame.TICKS);
        Axis y = switch (chart.range()) {
            case SHARE -> new Axis(0, 1, 0.2);
            case VALUES -> Axis.rounded(series.stream().flatMapToDouble(Series::extent), Frame.TICKS);
        };
        return new Frame(x, y);
    }

    private static double[] places(List<Series> series) {
        return series.stream()
                .flatMapToDouble(one -> Arrays.stream(one.x()))
                .sorted()
                .distinct()
                .toArray();
    }

    private static String tip(Chart chart, List<Series> series, double x) {
        String values = series.stream()
                .flatMap(one -> IntStream.range(0, one.x().length)
                        .filter(place -> one.x()[place] == x)
                        .mapToObj(place -> "\n" + one.label() + ": " + NumberText.compact(one.y()[place])))
                .collect(Collectors.joining());
        return chart.x() + " " + NumberText.grouped(x) + values;
    }

    private static String figure(Chart chart, String svg, String key) {
        String legend = chart.series().size() < 2 && key.equals("line")
                ? ""
                : IntStream.range(0, chart.series().size())
                        .mapToObj(place -> "<li><svg class=\"key\" viewBox=\"0 0 24 10\" aria-hidden=\"true\">"
                                + "<path class=\"%s %s\" d=\"M1 5H23\"/></svg>%s</li>"
                                        .formatted(
                                                key,
                                                colour(place),
                                                Markup.escape(chart.series()
                                                        .get(place)
                                                        .label())))
                        .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>"));
        return "<figure>\n<figcaption>%s</figcaption>%s\n%s</figure>\n"
                .formatted(Markup.escape(chart.title()), legend, svg);
    }

    private static String colour(int place) {
        return "c" + (place % COLOURS + 1);
    }

    private static double finite(double value) {
        return DoubleStream.of(value).filter(Double::isFinite).sum();
    }
}

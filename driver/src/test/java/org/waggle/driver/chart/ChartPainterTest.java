package org.waggle.driver.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The plot is 354 wide from 74 to 428, and 186 high from 208 (low) up to 22 (high). */
class ChartPainterTest {
    private static final double[] X = {0, 1, 2};

    @Test
    void aLineGoesThroughItsValues() {
        String svg = ChartPainter.lines(chart(Series.line("a", X, new double[] {0, 0.5, 1})));

        assertThat(svg).contains("<path class=\"line c1\" d=\"M74.0 208.0L251.0 115.0L428.0 22.0\"/>");
    }

    @Test
    void whatIsNotFiniteLeavesAGap() {
        double[] x = {0, 1, 2, 3, 4};
        String svg = ChartPainter.lines(chart(Series.line("a", x, new double[] {0, 0, Double.NaN, 1, 1})));

        assertThat(svg).contains("d=\"M74.0 208.0L162.5 208.0M339.5 22.0L428.0 22.0\"");
    }

    @Test
    void theSpreadOfALineIsABand() {
        double[] error = {0.25, 0.25, 0.25};
        Series series = Series.spread("a", Series.Style.LINE, X, new double[] {0.5, 0.5, 0.5}, error);

        assertThat(ChartPainter.lines(chart(series)))
                .contains("<path class=\"band c1\" d=\"M74.0 68.5L251.0 68.5L428.0 68.5"
                        + "L428.0 161.5L251.0 161.5L74.0 161.5Z\"/>");
    }

    @Test
    void theSpreadOfMarkersIsErrorBars() {
        Series series = Series.spread(
                "a", Series.Style.MARKED, X, new double[] {0.5, 0.5, 0.5}, new double[] {0.25, 0.25, 0.25});

        assertThat(ChartPainter.lines(chart(series)))
                .contains("<line class=\"error c1\" x1=\"251.0\" y1=\"161.5\" x2=\"251.0\" y2=\"68.5\"/>")
                .contains("<circle class=\"dot c1\" cx=\"251.0\" cy=\"115.0\" r=\"3\"/>")
                .doesNotContain("class=\"band");
    }

    @Test
    void manyMarkersAreABand() {
        Series series = Series.spread("a", Series.Style.MARKED, new double[61], new double[61], new double[61]);

        assertThat(ChartPainter.lines(chart(series)))
                .contains("class=\"band c1\"")
                .doesNotContain("<circle");
    }

    @Test
    void severalSeriesHaveALegendAndEachATip() {
        Series one = Series.line("one", X, new double[] {0, 0.5, 1});
        Series two = Series.line("two", X, new double[] {1, 1, 0});
        String svg =
                ChartPainter.lines(new Chart("Both", "step", "share", List.of(one, two), List.of(), Chart.Range.SHARE));

        assertThat(svg)
                .contains("</svg>one</li>")
                .contains("<path class=\"line c2\" d=\"M1 5H23\"/></svg>two</li>")
                .contains("<title>step 1\none: 0.5\ntwo: 1</title>");
    }

    @Test
    void oneSeriesNeedsNoLegend() {
        assertThat(ChartPainter.lines(chart(Series.line("a", X, X)))).doesNotContain("legend");
    }

    @Test
    void axesAreLabelled() {
        assertThat(ChartPainter.lines(chart(Series.line("a", X, X))))
                .contains("<text class=\"name\" x=\"251.0\" y=\"244.0\">step</text>")
                .contains("rotate(-90)\">share</text>")
                .contains("<text class=\"tick end\" x=\"68.0\" y=\"26.0\">1</text>")
                .contains("<text class=\"tick middle\" x=\"251.0\" y=\"225.0\">1</text>");
    }

    @Test
    void phasesAreMarkedAndAMarkBeforeTheFirstValueWidensTheAxis() {
        Chart chart = new Chart(
                "Loss",
                "step",
                "loss",
                List.of(Series.line("a", new double[] {1, 2, 3, 4}, new double[] {0, 0, 0, 0})),
                List.of(new Chart.Mark(0, "sft"), new Chart.Mark(2, "grpo")),
                Chart.Range.SHARE);

        assertThat(ChartPainter.lines(chart))
                .contains("<text class=\"phase\" x=\"78.0\" y=\"16.0\">sft</text>")
                .contains("<line class=\"mark\" x1=\"251.0\" y1=\"8.0\" x2=\"251.0\" y2=\"208.0\"/>")
                .contains("<text class=\"phase\" x=\"255.0\" y=\"16.0\">grpo</text>");
    }

    @Test
    void stackedAreasStandOnEachOther() {
        double[] halves = {0.5, 0.5, 0.5};
        List<Series> parts = List.of(Series.line("below", X, halves), Series.line("above", X, halves));
        Chart chart = new Chart("Time", "step", "seconds", parts, List.of(), Chart.Range.SHARE);

        assertThat(ChartPainter.stacked(chart))
                .contains("<path class=\"band area c1\" d=\"M74.0 115.0L251.0 115.0L428.0 115.0"
                        + "L428.0 208.0L251.0 208.0L74.0 208.0Z\"/>")
                .contains("<path class=\"band area c2\" d=\"M74.0 22.0L251.0 22.0L428.0 22.0"
                        + "L428.0 115.0L251.0 115.0L74.0 115.0Z\"/>")
                .contains("<title>step 2\nbelow: 0.5\nabove: 0.5</title>");
    }

    @Test
    void namesAreEscaped() {
        Chart chart = new Chart(
                "<i>",
                "a&b",
                "\"y\"",
                List.of(Series.line("<x>", X, X), Series.line("'", X, X)),
                List.of(new Chart.Mark(0, "<p>")),
                Chart.Range.VALUES);

        assertThat(ChartPainter.lines(chart))
                .contains("<figcaption>&lt;i&gt;</figcaption>")
                .contains(">a&amp;b</text>")
                .contains(">&quot;y&quot;</text>")
                .contains("&lt;x&gt;</li>")
                .contains("&#39;</li>")
                .contains(">&lt;p&gt;</text>");
    }

    @Test
    void whatAPageMayNotHoldIsReplaced() {
        char nul = 0;
        char escape = 27;
        char loneSurrogate = (char) 0xD800;

        assertThat(Markup.escape("a" + nul + "b" + escape + loneSurrogate + "c\n\u00e9\ud83d\udc1d"))
                .isEqualTo("a\ufffdb\ufffd\ufffdc\n\u00e9\ud83d\udc1d");
    }

    @Test
    void aSeriesOfUnequalLengthsIsRefused() {
        assertThatThrownBy(() -> Series.line("a", X, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid series a: 3 x, 2 y, 0 low, 0 high (lengths must agree)");
    }

    private static Chart chart(Series series) {
        return new Chart("Title", "step", "share", List.of(series), List.of(), Chart.Range.SHARE);
    }
}

package org.waggle.driver.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.waggle.driver.chart.Chart;
import org.waggle.driver.chart.ChartPainter;
import org.waggle.driver.chart.Markup;
import org.waggle.driver.chart.Page;
import org.waggle.driver.chart.Series;

/** Shows a comparison as a Markdown table, as JSON and as a self-contained HTML page. */
public final class ComparisonReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEGEND =
            "Mean ± standard error over seeds; differences are paired by seed. Other numbers are means over the last ten steps that have them. Minutes are those of the steps, with evaluations and checkpoints, without the start.";
    private static final String UNEQUAL = " The runs used different numbers of samples: mind that when you compare.";

    private final Comparison comparison;

    /** A report of a comparison. */
    public ComparisonReport(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The table of arms with a sentence on how to read it. */
    public String markdown() {
        return "%s: %s. %s\n\n%s".formatted(comparison.name(), comparison.metric(), note(), table().markdown());
    }

    /** Everything, for machines; numbers that aren't there (the error of one seed) are null. */
    public String json() {
        ObjectNode root = JSON.createObjectNode().put("name", comparison.name()).put("metric", comparison.metric());
        ArrayNode arms = root.putArray("arms");
        comparison.arms().forEach(arm -> arms.add(json(arm)));
        return root.toPrettyString() + "\n";
    }

    /**
     * The page: table, learning curves, single runs and the arms file.
     *
     * @param armsText text of the arms file
     */
    public String html(String armsText) {
        String body = "<h1>%s</h1>\n<p>%s. %s</p>\n"
                        .formatted(
                                Markup.escape(comparison.name()),
                                Markup.escape("Compared by " + comparison.metric()),
                                Markup.escape(note()))
                + html(table())
                + "<h2>Learning curves</h2>\n"
                + ChartPainter.lines(curves())
                + "<h2>Single runs</h2>\n"
                + html(ComparisonTable.ofRuns(comparison))
                + Page.collapsed("Arms file", armsText);
        return Page.of(comparison.name() + " · Waggle", body);
    }

    private ComparisonTable table() {
        return ComparisonTable.ofArms(comparison);
    }

    private String note() {
        return comparison.samplesAreEqual() ? LEGEND : LEGEND + UNEQUAL;
    }

    private Chart curves() {
        List<Series> series =
                comparison.arms().stream().map(ComparisonReport::curve).toList();
        return new Chart(
                comparison.metric(),
                "samples generated for training",
                "mean (band: ± 1 s.e.)",
                series,
                List.of(),
                Chart.Range.VALUES);
    }

    private static Series curve(ArmSummary arm) {
        List<ArmSummary.CurvePoint> points = arm.curve();
        return Series.spread(
                arm.arm(),
                Series.Style.LINE,
                points.stream().mapToDouble(ArmSummary.CurvePoint::samples).toArray(),
                points.stream().mapToDouble(point -> point.mean().value()).toArray(),
                points.stream()
                        .mapToDouble(point -> point.mean().standardError())
                        .toArray());
    }

    private static String html(ComparisonTable table) {
        return "<div class=\"scroll\"><table>\n<thead>"
                + row("th", table.head())
                + "</thead>\n<tbody>\n"
                + table.rows().stream().map(row -> row("td", row)).collect(Collectors.joining())
                + "</tbody>\n</table></div>\n";
    }

    private static String row(String element, List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(place -> "<%1$s%2$s>%3$s</%1$s>"
                        .formatted(element, place == 0 ? "" : " class=\"number\"", Markup.escape(cells.get(place))))
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private ObjectNode json(ArmSummary arm) {
        ObjectNode node = JSON.createObjectNode().put("arm", arm.arm());
        node.set("before", json(arm.before()));
        node.set("after", json(arm.after()));
        node.set("samples", json(arm.samples()));
        node.set("minutes", json(arm.minutes()));
        arm.difference().ifPresent(mean -> node.set("difference", json(mean)));
        ObjectNode columns = node.putObject("columns");
        for (int place = 0; place < comparison.columns().size(); place++) {
            Mean mean = arm.column(place);
            columns.set(comparison.columns().get(place), Double.isNaN(mean.value()) ? null : json(mean));
        }
        ArrayNode runs = node.putArray("runs");
        arm.results()
                .forEach(run -> runs.addObject()
                        .put("seed", run.seed())
                        .put("before", run.before())
                        .put("after", run.after())
                        .put("samples", run.samples())
                        .put("minutes", run.minutes()));
        ArrayNode curve = node.putArray("curve");
        arm.curve().forEach(point -> curve.add(json(point.mean()).put("samples", point.samples())));
        return node;
    }

    private static ObjectNode json(Mean mean) {
        ObjectNode node = JSON.createObjectNode().put("mean", mean.value());
        if (Double.isNaN(mean.standardError())) {
            return node.putNull("standard-error").put("count", mean.count());
        }
        return node.put("standard-error", mean.standardError()).put("count", mean.count());
    }
}

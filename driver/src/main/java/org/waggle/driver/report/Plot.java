package org.waggle.driver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waggle.driver.chart.Chart;
import org.waggle.driver.chart.Series;
import org.waggle.driver.metrics.MetricsLine;

/**
 * Which metrics make a chart.
 *
 * @param title title of the chart
 * @param unit label of its vertical axis, with the unit
 * @param range what that axis covers
 * @param scale metrics are multiplied by it to be in the unit
 * @param labels label in the legend by name of the metric; metrics that a run doesn't have are left out
 */
record Plot(String title, String unit, Chart.Range range, double scale, Map<String, String> labels) {
    /** The chart, with one line for each metric and node; empty if the run has none of the metrics. */
    Optional<Chart> chart(Run run) {
        List<Series> series = new ArrayList<>();
        labels.forEach((metric, label) -> {
            List<String> nodes = run.nodes().stream()
                    .filter(node -> !run.with(node, metric).isEmpty())
                    .toList();
            nodes.forEach(node -> series.add(
                    series(nodes.size() == 1 ? label : node + ": " + label, metric, run.with(node, metric))));
        });
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chart(title, "step", unit, series, run.phases(), range));
    }

    private Series series(String label, String metric, List<MetricsLine> lines) {
        double[] steps = lines.stream().mapToDouble(MetricsLine::step).toArray();
        double[] values = Run.values(lines, metric, scale);
        if (metric.startsWith("eval/")) {
            return Series.spread(label, Series.Style.MARKED, steps, values, Run.values(lines, metric + "_se", scale));
        }
        return metric.equals("reward/mean") && lines.get(0).number("reward/std").isPresent()
                ? Series.spread(label, Series.Style.LINE, steps, values, Run.values(lines, "reward/std", scale))
                : Series.line(label, steps, values);
    }
}

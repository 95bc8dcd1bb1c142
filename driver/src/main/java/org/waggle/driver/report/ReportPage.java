package org.waggle.driver.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.waggle.driver.chart.Markup;
import org.waggle.driver.chart.Page;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.metrics.NumberText;
import org.waggle.driver.metrics.Outcome;

/** Writes {@code report.html}: one file that opens without a network. The same data give the same bytes. */
public final class ReportPage {
    private ReportPage() {}

    /** The whole page; everything that comes from the run is escaped. */
    public static String html(ReportData data) {
        Run run = new Run(data.lines());
        String charts = data.lines().isEmpty()
                ? "<p>No step has ended yet.</p>\n"
                : "<div class=\"charts\">\n" + new Plots(run.byNode()).html() + "</div>\n";
        String body = "<h1>" + Markup.escape(data.name()) + "</h1>\n"
                + facts(run)
                + placement(data.placement())
                + hints(data.lines())
                + Page.collapsed("Recipe", data.recipe())
                + "<h2>Metrics</h2>\n"
                + charts
                + samples(data.samples())
                + "<footer>Made by Waggle from metrics.jsonl, recipe.yaml and rollouts/ of the run folder.</footer>\n";
        return Page.of(data.name() + " · Waggle", body);
    }

    private static String facts(Run run) {
        List<MetricsLine> lines = run.lines();
        if (lines.isEmpty()) {
            return "";
        }
        Optional<Outcome> outcome = Outcome.of(lines);
        String accuracies = outcome.map(
                        found -> fact("Accuracy before", found.before()) + fact("Accuracy after", found.after()))
                .orElse("");
        MetricsLine last = lines.get(lines.size() - 1);
        String phases = lines.stream().map(MetricsLine::phase).distinct().collect(Collectors.joining(" → "));
        return "<dl class=\"facts\">\n"
                + accuracies
                + Page.fact("Steps", NumberText.grouped(last.step()), phases)
                + Page.fact("Updates", NumberText.grouped((double) last.updates()), "of the optimizer")
                + Page.fact("Time", NumberText.duration(Duration.ofMillis((long) (1000 * run.seconds()))), "in steps")
                + "</dl>\n";
    }

    private static String fact(String name, Outcome.Point point) {
        return Page.fact(
                name,
                point.accuracy().text(),
                "%s pass@1, step %d (%s)".formatted(point.accuracy().evaluator(), point.step(), point.phase()));
    }

    private static String placement(String told) {
        return told.isEmpty() ? "" : "<p>" + Markup.escape(told) + "</p>\n";
    }

    private static String hints(List<MetricsLine> lines) {
        String items = lines.stream()
                .flatMap(line -> line.hints().stream()
                        .map(hint -> "<li>Step %d: %s</li>\n".formatted(line.step(), Markup.escape(hint))))
                .collect(Collectors.joining());
        return items.isEmpty() ? "" : "<h2>Hints</h2>\n<ul class=\"hints\">\n" + items + "</ul>\n";
    }

    private static String samples(List<Samples> samples) {
        if (samples.isEmpty()) {
            return "";
        }
        return "<h2>Samples</h2>\n" + samples.stream().map(SampleTable::html).collect(Collectors.joining());
    }
}

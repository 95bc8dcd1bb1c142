package org.waggle.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.waggle.driver.chart.Chart;
import org.waggle.driver.chart.Chart.Range;
import org.waggle.driver.chart.ChartPainter;
import org.waggle.driver.chart.Series;
import org.waggle.driver.metrics.Accuracy;
import org.waggle.driver.metrics.MetricsLine;

/** The charts of a report, in the order a person looks at them. */
final class Plots {
    private static final double GIBIBYTE = 1L << 30;
    private static final double KIBIBYTE = 1 << 10;
    private static final List<String> STAGES = List.of("rollout", "score", "gradient", "update");

    private static final String REFUSED = "exchange/rejected/";

    /** Not in every step, so not drawn; what is left is what every step pays. */
    private static final List<String> BESIDE = List.of("evaluate", "checkpoint");

    private final Run run;

    Plots(Run run) {
        this.run = run;
    }

    /** All charts for which the run has numbers, as HTML figures. */
    String html() {
        StringBuilder html = new StringBuilder();
        Stream.concat(learning(), training())
                .flatMap(plot -> plot.chart(run).stream())
                .map(ChartPainter::lines)
                .forEach(html::append);
        run.nodes().forEach(node -> stages(node).map(ChartPainter::stacked).ifPresent(html::append));
        machine()
                .flatMap(plot -> plot.chart(run).stream())
                .map(ChartPainter::lines)
                .forEach(html::append);
        return html.toString();
    }

    private Stream<Plot> learning() {
        return Stream.of(
                new Plot("Reward", "reward (band: ± 1 std)", Range.VALUES, 1, rewards()),
                new Plot("Held-out accuracy", "pass@1 (bars: ± 1 s.e.)", Range.SHARE, 1, accuracies()),
                values("Reward of all that is trained on", "reward", "exchange/training_reward"),
                shares("Wanted groups of others that were found", "share", Map.of("exchange/filled", "found")),
                new Plot("Groups of others that were refused", "groups", Range.VALUES, 1, refused()),
                values("External tokens under the receiver", "nats per token", "exchange/external_logp"),
                values("Entropy", "nats per token", "entropy"),
                values("Completion length", "tokens, mean", "completions/mean_length"),
                shares("Completions cut off at max-tokens", "share", Map.of("completions/clipped_ratio", "cut off")));
    }

    private Stream<Plot> training() {
        return Stream.of(
                values("KL to the reference policy", "nats per token", "kl"),
                values("Gradient norm", "global L2 norm", "grad_norm"),
                values("Loss", "loss", "loss"),
                values("Learning rate", "learning rate", "lr"),
                new Plot(
                        "Clipped ratios",
                        "share of tokens",
                        Range.VALUES,
                        1,
                        ordered("clip_ratio/low_mean", "low", "clip_ratio/high_mean", "high")),
                shares(
                        "What there is to learn from",
                        "share",
                        ordered(
                                "frac_reward_zero_std",
                                "groups of equal rewards",
                                "selected_ratio",
                                "samples selected")));
    }

    private Stream<Plot> machine() {
        return Stream.of(
                values("Throughput", "tokens per second", "tokens_per_second"),
                new Plot(
                        "Memory",
                        "GiB resident, peak",
                        Range.VALUES,
                        1 / GIBIBYTE,
                        Map.of("memory/peak_rss", "memory")),
                new Plot(
                        "Task results to the driver",
                        "KiB per step",
                        Range.VALUES,
                        1 / KIBIBYTE,
                        Map.of("driver/result_bytes", "results")));
    }

    /** Where the seconds of a step went; what the stages don't account for is the driver's and Spark's own. */
    private Optional<Chart> stages(String node) {
        List<MetricsLine> lines = run.with(node, "time/step");
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        double[] steps = lines.stream().mapToDouble(MetricsLine::step).toArray();
        List<Series> series = new ArrayList<>();
        STAGES.forEach(stage -> series.add(Series.line(stage, steps, Run.values(lines, "time/" + stage, 1))));
        series.add(Series.line(
                "other", steps, lines.stream().mapToDouble(Plots::other).toArray()));
        return Optional.of(new Chart("Time by stage", "step", "seconds per step", series, run.phases(), Range.VALUES));
    }

    private static double other(MetricsLine line) {
        double stages = Stream.concat(STAGES.stream(), BESIDE.stream())
                .mapToDouble(stage -> line.number("time/" + stage).orElse(0))
                .sum();
        return Math.max(0, line.number("time/step").orElse(0) - stages);
    }

    /** The mean, and the channels if there are several. */
    private Map<String, String> rewards() {
        Map<String, String> labels = ordered("reward/mean", "mean");
        List<String> channels = run.metrics("reward/").stream()
                .filter(name -> !name.equals("reward/std") && !name.equals("reward/mean"))
                .toList();
        if (channels.size() > 1) {
            channels.forEach(name -> labels.put(name, name.substring("reward/".length())));
        }
        return labels;
    }

    /** By their reason. */
    private Map<String, String> refused() {
        Map<String, String> labels = new LinkedHashMap<>();
        run.metrics(REFUSED).forEach(name -> labels.put(name, name.substring(REFUSED.length())));
        return labels;
    }

    private Map<String, String> accuracies() {
        Map<String, String> labels = new LinkedHashMap<>();
        run.metrics("eval/").stream()
                .filter(Accuracy::isName)
                .sorted(Comparator.comparing(Accuracy::evaluatorOf))
                .forEach(name -> labels.put(name, Accuracy.evaluatorOf(name)));
        return labels;
    }

    private static Plot values(String title, String unit, String metric) {
        return new Plot(title, unit, Range.VALUES, 1, Map.of(metric, title.toLowerCase(Locale.ROOT)));
    }

    private static Plot shares(String title, String unit, Map<String, String> labels) {
        return new Plot(title, unit, Range.SHARE, 1, labels);
    }

    private static Map<String, String> ordered(String... metricsAndLabels) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int place = 0; place < metricsAndLabels.length; place += 2) {
            labels.put(metricsAndLabels[place], metricsAndLabels[place + 1]);
        }
        return labels;
    }
}

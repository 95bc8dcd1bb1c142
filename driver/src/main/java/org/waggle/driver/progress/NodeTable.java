package org.waggle.driver.progress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.metrics.NumberText;
import org.waggle.driver.metrics.Outcome;

/**
 * The nodes of a swarm beside each other, and their mean: held-out accuracy before and after, and the mean reward over
 * the last steps, of what each drew itself and of all that it trained on.
 *
 * @param lines metrics of the run, in order
 */
record NodeTable(List<MetricsLine> lines) {
    private static final int LAST = 10;

    /** The table, each line with its line break; empty for a run of one node. */
    String text() {
        Map<String, List<MetricsLine>> nodes = new LinkedHashMap<>();
        lines.stream()
                .flatMap(line -> line.byNode().stream())
                .forEach(line -> nodes.computeIfAbsent(line.node(), key -> new ArrayList<>())
                        .add(line));
        if (nodes.size() < 3) {
            return "";
        }
        String head = row("node", "before", "after", "reward, own", "reward, all trained on");
        return head
                + nodes.entrySet().stream()
                        .map(node -> row(node.getKey(), node.getValue()))
                        .collect(Collectors.joining());
    }

    private static String row(String node, List<MetricsLine> own) {
        var outcome = Outcome.of(own);
        return row(
                node,
                outcome.map(found -> found.before().accuracy().text()).orElse("–"),
                outcome.map(found -> found.after().accuracy().text()).orElse("–"),
                last(own, "reward/mean"),
                last(own, "exchange/training_reward"));
    }

    private static String last(List<MetricsLine> own, String metric) {
        double[] values = own.stream()
                .flatMapToDouble(line -> line.number(metric).stream())
                .toArray();
        double sum = 0;
        int from = Math.max(0, values.length - LAST);
        for (int i = from; i < values.length; i++) {
            sum += values[i];
        }
        return values.length == 0 ? "–" : NumberText.fixed(sum / (values.length - from), 2);
    }

    private static String row(String... cells) {
        return "  %-11s %-13s %-13s %-12s %s%n".formatted((Object[]) cells);
    }
}

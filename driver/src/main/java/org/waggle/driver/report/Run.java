package org.waggle.driver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.waggle.driver.chart.Chart;
import org.waggle.driver.metrics.MetricsLine;

/** The lines of a run, by what plots ask for. */
record Run(List<MetricsLine> lines) {
    /** Names of the policies, in the order of their first lines. */
    List<String> nodes() {
        return lines.stream().map(MetricsLine::node).distinct().toList();
    }

    /** The same run with lines for each of its nodes. */
    Run byNode() {
        return new Run(lines.stream().flatMap(line -> line.byNode().stream()).toList());
    }

    /** The lines of a node that have a number of that name. */
    List<MetricsLine> with(String node, String metric) {
        return lines.stream()
                .filter(line -> line.node().equals(node) && line.number(metric).isPresent())
                .toList();
    }

    /** A number of each line; 0 where it is absent. */
    static double[] values(List<MetricsLine> lines, String metric, double scale) {
        return lines.stream()
                .mapToDouble(line -> scale * line.number(metric).orElse(0))
                .toArray();
    }

    /** Names of the metrics that begin so, sorted. */
    List<String> metrics(String prefix) {
        return lines.stream()
                .flatMap(line -> line.numbers().keySet().stream())
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .distinct()
                .toList();
    }

    /** Where each phase begins: halfway between the last step before it and its first. */
    List<Chart.Mark> phases() {
        List<Chart.Mark> marks = new ArrayList<>();
        String phase = "";
        for (MetricsLine line : lines) {
            if (!line.phase().equals(phase)) {
                phase = line.phase();
                marks.add(new Chart.Mark(line.step() - 0.5, phase));
            }
        }
        return marks;
    }

    /** Seconds of all steps together; of several nodes the longest of each step. */
    double seconds() {
        return lines.stream()
                .collect(Collectors.toMap(
                        MetricsLine::step, line -> line.number("time/step").orElse(0), Math::max))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}

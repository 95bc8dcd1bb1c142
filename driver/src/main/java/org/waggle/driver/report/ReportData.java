package org.waggle.driver.report;

import java.util.List;
import org.waggle.driver.metrics.MetricsLine;

/**
 * Everything that a report shows.
 *
 * @param name name of the run
 * @param recipe the resolved recipe, YAML
 * @param placement which executors stages ran on, in a line; empty if that isn't known
 * @param lines metrics in the order they were written
 * @param samples completions of an early, a middle and a late step, steps rising; may be empty
 */
public record ReportData(String name, String recipe, String placement, List<MetricsLine> lines, List<Samples> samples) {
    /** Copies the lists. */
    public ReportData {
        lines = List.copyOf(lines);
        samples = List.copyOf(samples);
    }

    /**
     * The steps of which to show samples: first, middle and last of those that have rollouts.
     *
     * @param steps steps with rollouts, rising
     */
    public static List<Integer> stepsToShow(List<Integer> steps) {
        if (steps.isEmpty()) {
            return List.of();
        }
        return List.of(steps.get(0), steps.get(steps.size() / 2), steps.get(steps.size() - 1)).stream()
                .distinct()
                .toList();
    }
}

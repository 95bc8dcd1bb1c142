package org.waggle.driver.progress;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.metrics.NumberText;
import org.waggle.driver.metrics.Outcome;

/**
 * What a person reads when a run has ended.
 *
 * @param name name of the run
 * @param run the run folder, as the person would type it
 * @param checkpoint the newest checkpoint's model folder
 * @param lines metrics of the run, in order
 * @param effort what this process did
 * @param prompt a prompt to try the model on
 */
public record ClosingSummary(
        String name, String run, String checkpoint, List<MetricsLine> lines, Effort effort, String prompt) {
    /**
     * What this process did of a run that another may have begun.
     *
     * @param steps steps that it made; 0 if the run was finished before
     * @param took its wall time
     */
    public record Effort(int steps, Duration took) {}

    /** Several lines, each with its line break: what was reached, where things lie, what to try next. */
    public String text() {
        return """
                %s
                %s%s  checkpoint  %s
                  report      %s/report.html

                Try next:
                %s""".formatted(done(), accuracies(), new NodeTable(lines).text(), checkpoint, run, commands());
    }

    private String done() {
        int steps = lines.isEmpty() ? 0 : lines.get(lines.size() - 1).step();
        if (effort.steps() == 0) {
            return "Already finished: %s, %d steps; nothing was left to do.".formatted(name, steps);
        }
        String part = effort.steps() == steps ? "" : "the last %d of ".formatted(effort.steps());
        return "Done: %s, %s%d steps in %s.".formatted(name, part, steps, NumberText.duration(effort.took()));
    }

    private String accuracies() {
        Optional<Outcome> outcome = Outcome.of(lines);
        return outcome.map(found ->
                        """
                  from        %s
                  to          %s
                """.formatted(found.before().text(), found.after().text()))
                .orElse("");
    }

    private String commands() {
        String shell = Shell.quoted(run);
        return """
                  ./waggle evaluate %1$s
                  ./waggle generate %1$s %2$s
                  ./waggle rollouts %1$s "SELECT step, avg(reward) FROM rollouts GROUP BY step ORDER BY step"
                """.formatted(shell, Shell.quoted(prompt));
    }
}

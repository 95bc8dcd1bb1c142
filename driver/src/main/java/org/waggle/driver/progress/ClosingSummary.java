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
 * @param took wall time of this process
 * @param prompt a prompt to try the model on
 */
public record ClosingSummary(
        String name, String run, String checkpoint, List<MetricsLine> lines, Duration took, String prompt) {

    /** Several lines, each with its line break: what was reached, where things lie, what to try next. */
    public String text() {
        int steps = lines.isEmpty() ? 0 : lines.get(lines.size() - 1).step();
        return """
                Done: %s, %d steps in %s.
                %s  checkpoint  %s
                  report      %s/report.html

                Try next:
                %s""".formatted(name, steps, NumberText.duration(took), accuracies(), checkpoint, run, commands());
    }

    private String accuracies() {
        Optional<Outcome> outcome = Outcome.of(lines);
        return outcome.map(found ->
                        """
                  before      %s
                  after       %s
                """.formatted(found.before().text(), found.after().text()))
                .orElse("");
    }

    private String commands() {
        String shell = quoted(run);
        return """
                  ./waggle evaluate %1$s
                  ./waggle generate %1$s %2$s
                  ./waggle rollouts %1$s "SELECT step, avg(reward) FROM rollouts GROUP BY step ORDER BY step"
                """.formatted(shell, quoted(prompt));
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./:@%+=,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}

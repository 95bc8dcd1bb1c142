package org.waggle.driver.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.waggle.driver.metrics.Accuracy;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.progress.ProgressDisplay.Progress;
import org.waggle.driver.progress.ProgressDisplay.Surface;

class ProgressTest {
    private static final Map<String, Double> NUMBERS = Map.of("reward/mean", 0.714, "tokens_per_second", 12345.4);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    @Test
    void aLogLineHasAllFacts() {
        assertThat(view(12, NUMBERS).text())
                .isEqualTo("step 12/40 grpo  reward 0.71  eval 0.83  12,345 tok/s  left 1m20s");
    }

    @Test
    void withoutRewardTheLossIsShown() {
        StepView view = new StepView(line(1, Map.of("loss", 2.3456)), 40, Optional.empty(), Optional.empty());

        assertThat(view.text()).isEqualTo("step 1/40 grpo  loss 2.346");
    }

    @Test
    void theBarTakesTheSpaceThatIsLeft() {
        // 30 cells at most; 12/40 of them are 9
        assertThat(view(12, NUMBERS).bar(100))
                .isEqualTo("grpo │█████████                     │ 12/40  reward 0.71  eval 0.83  12,345 tok/s"
                        + "  left 1m20s       ");
        // 80 columns leave 17 cells; 11/40 of 17 is 4.675, so four and five eighths
        assertThat(view(11, NUMBERS).bar(80))
                .isEqualTo("grpo │████▋            │ 11/40  reward 0.71  eval 0.83  12,345 tok/s  left 1m20s")
                .hasSize(80);
    }

    @Test
    void aNarrowTerminalCutsTheRear() {
        assertThat(view(40, NUMBERS).bar(40)).isEqualTo("grpo │██████████│ 40/40  reward 0.71  ev");
    }

    @Test
    void timeLeftCountsDownButNotBelowZero() {
        assertThat(view(12, NUMBERS).after(Duration.ofSeconds(30)).text()).endsWith("left 50s");
        assertThat(view(12, NUMBERS).after(Duration.ofSeconds(90)).text()).endsWith("left 0s");
    }

    @Test
    void paceIsTheMeanOfTheLatestSteps() {
        Pace pace = new Pace(0, Instant.EPOCH);
        assertThat(pace.left(10)).isEmpty();
        pace.ended(1, Instant.ofEpochSecond(2));
        pace.ended(2, Instant.ofEpochSecond(6));
        pace.ended(2, Instant.ofEpochSecond(7));

        // 2 steps in 6 s, 8 to go
        assertThat(pace.left(10)).contains(Duration.ofSeconds(24));
    }

    @Test
    void paceForgetsWhatIsTwentyStepsOld() {
        Pace pace = new Pace(0, Instant.EPOCH);
        pace.ended(1, Instant.ofEpochSecond(1000));
        for (int step = 2; step <= 21; step++) {
            pace.ended(step, Instant.ofEpochSecond(1000 + step));
        }

        // steps 2 to 21 took 21 s from the end of step 1; 20 to go
        assertThat(pace.left(41)).contains(Duration.ofSeconds(21));
    }

    @Test
    void aLogGetsOneLineAStepAndKeepsTheNewestAccuracy() {
        try (ProgressDisplay display = display(Surface.LOG)) {
            now = Instant.ofEpochSecond(4);
            display.show(line(1, Map.of("reward/mean", 0.5, "eval/held-out/pass@1", 0.25)));
            display.say("hint: look");
            now = Instant.ofEpochSecond(8);
            display.show(line(2, Map.of("reward/mean", 0.6)));
        }

        assertThat(output().lines())
                .containsExactly(
                        "step 1/3 grpo  reward 0.50  eval 0.25  left 8s",
                        "hint: look",
                        "step 2/3 grpo  reward 0.60  eval 0.25  left 4s");
    }

    @Test
    void aTerminalGetsABarThatHintsDoNotDamage() {
        try (ProgressDisplay display = display(Surface.TERMINAL)) {
            now = Instant.ofEpochSecond(4);
            display.show(line(1, Map.of("reward/mean", 0.5)));
            display.say("hint: look");
            display.show(line(3, Map.of("reward/mean", 0.6)));
        }

        assertThat(output())
                .contains("\rgrpo │")
                .contains("│ 1/3  reward 0.50  left 8s")
                .contains("\r\033[Khint: look" + System.lineSeparator())
                .contains("│ 3/3  reward 0.60  left 0s")
                .endsWith(System.lineSeparator());
    }

    @Test
    void theSummarySaysWhatWasReachedWhereThingsLieAndWhatToTry() {
        List<MetricsLine> lines = List.of(
                new MetricsLine(60, "sft", "policy", 60, Map.of("eval/held-out/pass@1", 0.47), List.of()),
                new MetricsLine(
                        340,
                        "grpo",
                        "policy",
                        900,
                        Map.of("eval/held-out/pass@1", 0.968, "eval/held-out/pass@1_se", 0.011),
                        List.of()));
        assertThat(summary(lines, 340)).isEqualTo("""
                        Done: arithmetic-grpo, 340 steps in 4m12s.
                          from        0.47 at step 60 (sft)
                          to          0.97 ± 0.01 at step 340 (grpo)
                          checkpoint  runs/my run/checkpoints/step-000340/policy
                          report      runs/my run/report.html

                        Try next:
                          ./waggle evaluate 'runs/my run'
                          ./waggle generate 'runs/my run' 47+35=
                          ./waggle rollouts 'runs/my run' "SELECT step, avg(reward) FROM rollouts GROUP BY step ORDER BY step"
                        """);
    }

    private static String summary(List<MetricsLine> lines, int stepsNow) {
        return new ClosingSummary(
                        "arithmetic-grpo",
                        "runs/my run",
                        "runs/my run/checkpoints/step-000340/policy",
                        lines,
                        new ClosingSummary.Effort(stepsNow, Duration.ofSeconds(252)),
                        "47+35=")
                .text();
    }

    @Test
    void aResumedRunSaysWhatItDidItself() {
        List<MetricsLine> lines = List.of(line(340, Map.of()));

        assertThat(summary(lines, 40)).startsWith("Done: arithmetic-grpo, the last 40 of 340 steps in 4m12s.\n");
        assertThat(summary(lines, 0))
                .startsWith("Already finished: arithmetic-grpo, 340 steps; nothing was left to do.\n");
    }

    private ProgressDisplay display(Surface surface) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        InstantSource clock = () -> now;
        return ProgressDisplay.on(surface, out, new Progress(0, 3), clock);
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static StepView view(int step, Map<String, Double> numbers) {
        return new StepView(
                line(step, numbers),
                40,
                Optional.of(new Accuracy("held-out", 0.83, 0)),
                Optional.of(Duration.ofSeconds(80)));
    }

    private static MetricsLine line(int step, Map<String, Double> numbers) {
        return new MetricsLine(step, "grpo", "policy", step, numbers, List.of());
    }

    @Test
    void nothingIsDrawnWhenTheProcessIsOnItsWayOut() {
        AtomicBoolean leaving = new AtomicBoolean();
        BarLine line = new BarLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), leaving::get);
        line.accept("step 1");
        String before = bytes.toString(StandardCharsets.UTF_8);

        leaving.set(true);
        line.accept("step 2");
        line.close();
        line.end();

        assertThat(before).contains("step 1");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(before);
    }
}

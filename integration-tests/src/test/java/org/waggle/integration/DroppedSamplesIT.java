package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reward fails on one sample of four, and the run goes on without it. */
class DroppedSamplesIT {
    private static final int PROBLEMS = 8;
    private static final int STEPS = 4;

    @TempDir
    private Path folder;

    @Test
    void theyAreCountedAndMarkedAndTheOthersAreTrainedOn() throws IOException {
        String recipe = Waggle.recipe(
                folder, "tiny.yaml", "likeness: likeness", "likeness:\n    type: broken\n    defect: fourth");
        RunFiles run = new RunFiles(folder.resolve("run"));

        Waggle.Outcome outcome = Waggle.spark(
                "local[2]",
                "train",
                recipe,
                "--run",
                run.root().toString(),
                "--set",
                "phases.grpo.failed-rewards=drop",
                "--set",
                "evaluators.held-out.samples=4");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        // In every group the rewards are 0, 1, 1 and none.
        assertThat(run.metrics().subList(3, 3 + STEPS)).allSatisfy(line -> {
            assertThat(line.number("reward/dropped")).hasValue(PROBLEMS);
            assertThat(line.number("reward/mean").orElseThrow()).isEqualTo(2.0 / 3);
        });
        // An evaluation is of the others too: two of three are right.
        assertThat(run.metrics().get(6).number("eval/held-out/pass@1").orElseThrow())
                .isCloseTo(2.0 / 3, within(1e-12));
        assertThat(run.metrics().get(6).number("eval/held-out/dropped")).hasValue(16);
        assertThat(outcome.out())
                .contains(
                        "hint: a reward failed on 16 completions of evaluator held-out, which is measured without them");
        List<String> marked = run.rollouts().stream()
                .filter(row -> row.contains("reward_failure"))
                .toList();
        assertThat(marked)
                .hasSize(PROBLEMS * STEPS)
                .allSatisfy(row -> assertThat(row).contains("sample: 3", "reward: NaN", "no fourth"));
    }
}

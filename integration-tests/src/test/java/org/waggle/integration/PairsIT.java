package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.driver.metrics.MetricsLine;

/** Training on pairs: the task's own, and the best and the worst of rollouts, each with a reference policy. */
class PairsIT {
    private static final int LAST = 7;

    @TempDir
    private static Path folder;

    private static RunFiles expected = new RunFiles(Path.of(""));

    @BeforeAll
    static void runToTheEnd() throws IOException {
        String recipe = Waggle.recipe(folder, "tiny-pairs.yaml", "", "");
        expected = new RunFiles(folder.resolve("whole"));
        Waggle.Outcome outcome = Waggle.spark(
                "local[2]", "train", recipe, "--run", expected.root().toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void thePreferredSideGains() {
        // The rate rises from 0, and the third step begins with a new reference.
        MetricsLine fourth = expected.metrics().get(3);
        assertThat(number(fourth, "rewards/margins")).isPositive();
        assertThat(number(fourth, "rewards/accuracies")).isGreaterThan(0.5);
    }

    @Test
    void aNewReferenceStartsFromZeroAgain() {
        // Two steps later the policy is its own reference.
        assertThat(number(expected.metrics().get(2), "rewards/chosen")).isZero();
        assertThat(number(expected.metrics().get(3), "rewards/chosen")).isNotZero();
    }

    /**
     * After 1 and 3 steps the reference is older than the policy, after 2 it is about to be replaced, after 5 it stays.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void aResumedRunHasTheReferenceThatItHad(int finished) throws IOException {
        RunFiles run = new RunFiles(folder.resolve("resumed-" + finished));
        copyUntil(finished, run);

        Waggle.Outcome outcome =
                Waggle.spark("local[2]", "train", "--resume", run.root().toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(run.steps()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(run.model(LAST)).isEqualTo(expected.model(LAST));
        assertThat(Files.readAllBytes(run.checkpoint(LAST).resolve("policy-reference/model.safetensors")))
                .isEqualTo(Files.readAllBytes(expected.checkpoint(LAST).resolve("policy-reference/model.safetensors")));
    }

    /** A run as it was when its checkpoint after a step was the last one. */
    private static void copyUntil(int finished, RunFiles run) throws IOException {
        try (Stream<Path> files = Files.walk(expected.root())) {
            for (Path file : files.toList()) {
                if (IntStream.rangeClosed(finished + 1, LAST)
                        .noneMatch(step -> file.startsWith(expected.checkpoint(step)))) {
                    Files.copy(file, run.root().resolve(expected.root().relativize(file)));
                }
            }
        }
    }

    private static double number(MetricsLine line, String name) {
        return line.number(name).orElseThrow();
    }
}

package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.integration.component.Faults;

/** A run that is killed again and again ends with the bits of one that is not. */
class ResumeIT {
    private static final int LAST = 7;

    @TempDir
    private Path folder;

    @Test
    void killedAtAnyMomentARunGoesOnToTheSameBits() throws Exception {
        String recipe = Waggle.tiny(folder);
        RunFiles expected = Waggle.trained(recipe, folder.resolve("expected"));
        RunFiles run = new RunFiles(folder.resolve("run"));

        killBeforeTheFirstCheckpoint(recipe, run);
        killInTheMiddleOfAStep(recipe, run);
        killWhenACheckpointHasBegun(run);
        stopPolitely(run);
        Waggle.Outcome end =
                Waggle.spark("local[2]", "train", "--resume", run.root().toString());

        assertThat(end.code()).as(end.err()).isZero();
        assertThat(run.steps()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(run.ledger().stream().map(ResumeIT::consumption)).doesNotHaveDuplicates();
        assertThat(run.ledger()).isEqualTo(expected.ledger());
        assertThat(run.rollouts()).doesNotHaveDuplicates().hasSameSizeAs(expected.rollouts());
        assertThat(run.model(LAST)).isEqualTo(expected.model(LAST));
    }

    private void killBeforeTheFirstCheckpoint(String recipe, RunFiles run) throws Exception {
        try (WaggleProcess process =
                WaggleProcess.start(folder, "train", recipe, "--run", run.root().toString())) {
            process.await(() -> run.steps().contains(1)).kill();
        }
        assertThat(run.checkpoints()).isSubsetOf(2);
    }

    /** While it lives, a second driver is refused, and nobody begins anew where it works. */
    private void killInTheMiddleOfAStep(String recipe, RunFiles run) throws Exception {
        Faults.plant(folder, "gradient-5", Faults.Kind.PAUSE);
        String root = run.root().toString();
        try (WaggleProcess process = resume(run)) {
            process.await(Faults.paused(folder, "gradient-5"));

            Waggle.Outcome second = Waggle.spark("local[1]", "train", "--resume", root);
            assertThat(second.code()).isEqualTo(5);
            assertThat(second.err())
                    .startsWith("waggle: Cannot start in " + root)
                    .contains("on this machine holds it (stop that one first)")
                    .doesNotContain("\tat ");
            Waggle.Outcome anew = Waggle.run("train", recipe, "--run", root);
            assertThat(anew.code()).isEqualTo(2);
            assertThat(anew.err()).contains("it holds a run (resume it with --resume " + root);

            process.kill();
        }
        assertThat(run.steps()).containsExactly(1, 2, 3, 4);
        assertThat(run.checkpoints()).containsExactly(2, 3, 4);
    }

    private void killWhenACheckpointHasBegun(RunFiles run) throws Exception {
        try (WaggleProcess process = resume(run)) {
            process.await(run.checkpoint(6)).kill();
        }
        assertThat(run.checkpoints()).contains(4).doesNotContain(LAST);
    }

    private void stopPolitely(RunFiles run) throws Exception {
        Faults.plant(folder, "gradient-7", Faults.Kind.PAUSE);
        try (WaggleProcess process = resume(run)) {
            process.await(Faults.paused(folder, "gradient-7")).stop();
            Waggle.Outcome outcome = process.outcome(Duration.ofSeconds(10));

            assertThat(outcome.code()).isEqualTo(143);
            assertThat(outcome.err())
                    .endsWith("waggle: Stopped with a checkpoint after step 6 (go on with: ./waggle train --resume "
                            + run.root() + ")\n")
                    .doesNotContain("\tat ", "Internal failure");
        }
    }

    /** Of a step that no checkpoint was due after. */
    @Test
    void sigtermSavesTheLastFinishedStep() throws Exception {
        String recipe = Waggle.tiny(folder);
        RunFiles expected = Waggle.trained(recipe, folder.resolve("expected"));
        RunFiles run = new RunFiles(folder.resolve("run"));
        Faults.plant(folder, "gradient-6", Faults.Kind.PAUSE);
        try (WaggleProcess process =
                WaggleProcess.start(folder, "train", recipe, "--run", run.root().toString())) {
            process.await(Faults.paused(folder, "gradient-6")).stop();
            Waggle.Outcome outcome = process.outcome(Duration.ofSeconds(15));

            assertThat(outcome.code()).isEqualTo(143);
            assertThat(outcome.err())
                    .endsWith("waggle: Stopped with a checkpoint after step 5 (go on with: ./waggle train --resume "
                            + run.root() + ")\n");
        }
        assertThat(run.checkpoints()).endsWith(5);
        assertThat(Waggle.run("audit", run.root().toString()).code()).isZero();

        Waggle.Outcome end =
                Waggle.spark("local[2]", "train", "--resume", run.root().toString());

        assertThat(end.code()).as(end.err()).isZero();
        assertThat(run.model(LAST)).isEqualTo(expected.model(LAST));
        assertThat(run.ledger()).isEqualTo(expected.ledger());
    }

    @Test
    void withoutGraceSigtermEndsTheProcessAtOnce() throws Exception {
        String recipe = Waggle.tiny(folder);
        String run = folder.resolve("run").toString();
        Faults.plant(folder, "gradient-2", Faults.Kind.PAUSE);
        try (WaggleProcess process = WaggleProcess.start(folder, "train", recipe, "--run", run, "--grace", "0s")) {
            process.await(Faults.paused(folder, "gradient-2")).stop();
            Waggle.Outcome outcome = process.outcome(Duration.ofSeconds(10));

            assertThat(outcome.code()).isEqualTo(143);
            assertThat(outcome.err()).endsWith("Stopped. Go on with: ./waggle train --resume " + run + "\n");
        }
    }

    private WaggleProcess resume(RunFiles run) throws IOException {
        return WaggleProcess.start(folder, "train", "--resume", run.root().toString());
    }

    @Test
    void anExistingRunIsNeverOverwritten() throws IOException {
        String recipe = Waggle.tiny(folder);
        Path run = Files.createDirectories(folder.resolve("run"));
        Path kept = Files.writeString(run.resolve("recipe.yaml"), "precious");

        Waggle.Outcome outcome = Waggle.run("train", recipe, "--run", run.toString());

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("it holds a run (resume it with --resume " + run);
        assertThat(kept).hasContent("precious");
        assertThat(run).isDirectoryContaining("glob:**recipe.yaml");
    }

    private static List<Object> consumption(LedgerEntry entry) {
        return List.of(entry.node(), entry.group(), entry.epoch(), entry.miniBatch());
    }
}

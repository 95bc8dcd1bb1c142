package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.integration.component.Assassin;
import org.waggle.integration.component.Assassin.Order;
import org.waggle.integration.component.Assassin.Victim;

/**
 * Executors of a standalone cluster are killed by SIGKILL, and the run ends with the bits of one that nobody disturbed.
 */
class ExecutorKillIT {
    private static final int LAST = 7;
    private static final String FELL_BACK = "going back to the checkpoint after step ";

    @TempDir
    private static Path folder;

    private static String recipe = "";
    private static RunFiles expected = new RunFiles(Path.of(""));
    private static @Nullable StandaloneCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        recipe = Waggle.tiny(folder);
        expected = Waggle.trained(recipe, folder.resolve("expected"));
        cluster = StandaloneCluster.start(folder, 3);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(cluster).close();
    }

    /** In the stage's first task, or in another executor than that task's: then the gather finds a holder less. */
    @ParameterizedTest
    @CsvSource({
        "1, gradient, OTHER",
        "2, gradient, RUNNER",
        "3, checkpoint, RUNNER",
        "4, rollout, RUNNER",
        "5, rollout, OTHER",
        "5, score, RUNNER",
        "6, update, RUNNER"
    })
    void oneInAnyStageCostsNoCheckpoint(int step, String stage, Victim victim) throws IOException {
        Waggle.Outcome outcome = train("%s-%s".formatted(stage, victim), new Order(step, stage, 0, victim));

        assertThat(outcome.out()).doesNotContain(FELL_BACK);
    }

    @Test
    void allAtOnceCostTheStepsSinceTheCheckpoint() throws IOException {
        Waggle.Outcome outcome = train("all", new Order(6, "update", 0, Victim.ALL));

        assertThat(outcome.out())
                .contains(FELL_BACK + "4: 1 finished step and the one at work are made again (time 1 of 3 for")
                .contains("going on after step 4 of 7 steps");
    }

    private static Waggle.Outcome train(String name, Order... kills) throws IOException {
        RunFiles run = new RunFiles(folder.resolve(name));
        Path killed = folder.resolve(name + ".killed");
        List<String> command =
                new ArrayList<>(List.of("train", recipe, "--run", run.root().toString()));
        command.addAll(Objects.requireNonNull(cluster).settings());
        command.addAll(Assassin.options(killed, List.of(kills)));

        Waggle.Outcome outcome = Waggle.run(command.toArray(String[]::new));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Files.readAllLines(killed))
                .hasSize(kills.length)
                .allSatisfy(line -> assertThat(line).doesNotEndWith(" 0"));
        assertThat(run.model(LAST)).isEqualTo(expected.model(LAST));
        assertThat(run.ledger()).isEqualTo(expected.ledger());
        assertThat(run.rollouts()).isEqualTo(expected.rollouts());
        Waggle.Outcome audit = Waggle.run("audit", run.root().toString());
        assertThat(audit.code()).as(audit.out()).isZero();
        return outcome;
    }
}

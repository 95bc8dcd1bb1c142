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
import org.waggle.integration.component.SpeculationCount;

/**
 * Executors of a standalone cluster are killed by SIGKILL, or told to leave, or their tasks run twice, and the run ends
 * with the bits of one that nobody disturbed.
 */
class ExecutorKillIT {
    private static final String FELL_BACK = "going back to the checkpoint after step ";

    @TempDir
    private static Path folder;

    private static @Nullable DisturbedRuns runs;
    private static @Nullable StandaloneCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        runs = DisturbedRuns.in(folder);
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
        Waggle.Outcome outcome = kill("%s-%s".formatted(stage, victim), new Order(step, stage, 0, victim), List.of());

        assertThat(outcome.out()).doesNotContain(FELL_BACK);
    }

    @Test
    void allAtOnceCostTheStepsSinceTheCheckpoint() throws IOException {
        Waggle.Outcome outcome = kill("all", new Order(6, "update", 0, Victim.ALL), List.of());

        assertThat(outcome.out())
                .contains(FELL_BACK + "4: 1 finished step and the one at work are made again (time 1 of 3 for")
                .contains("going on after step 4 of 7 steps");
    }

    /** By the signal that machines send which are to be taken away. */
    @ParameterizedTest
    @CsvSource({"2, gradient", "5, update", "6, rollout"})
    void oneThatIsDecommissionedCostsNoCheckpoint(int step, String stage) throws IOException {
        Waggle.Outcome outcome = kill(
                "decommissioned-" + stage,
                new Order(step, stage, 0, Victim.RUNNER, "PWR"),
                List.of(
                        "--conf",
                        "spark.decommission.enabled=true",
                        "--conf",
                        "spark.storage.decommission.enabled=true",
                        "--conf",
                        "spark.storage.decommission.rddBlocks.enabled=true",
                        "--conf",
                        "spark.storage.decommission.shuffleBlocks.enabled=true"));

        assertThat(outcome.out()).doesNotContain(FELL_BACK);
    }

    @Test
    void tasksThatRunTwiceChangeNothing() throws IOException {
        SpeculationCount.reset();
        List<String> options = new ArrayList<>(Objects.requireNonNull(cluster).settings());
        options.addAll(SpeculationCount.options());

        Waggle.Outcome outcome = Objects.requireNonNull(runs).train("speculative", options);

        assertThat(SpeculationCount.tasks()).isPositive();
        assertThat(outcome.out()).doesNotContain(FELL_BACK);
    }

    private static Waggle.Outcome kill(String name, Order order, List<String> more) throws IOException {
        Path killed = folder.resolve(name + ".killed");
        List<String> options = new ArrayList<>(Objects.requireNonNull(cluster).settings());
        options.addAll(Assassin.options(killed, List.of(order)));
        options.addAll(more);

        Waggle.Outcome outcome = Objects.requireNonNull(runs).train(name, options);

        assertThat(Files.readAllLines(killed))
                .singleElement()
                .satisfies(line -> assertThat(line).doesNotEndWith(" 0"));
        return outcome;
    }
}

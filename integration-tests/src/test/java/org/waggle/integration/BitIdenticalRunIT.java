package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.integration.component.Faults;

/** The same recipe gives the same run to the last bit, wherever its tasks run and however often they fail. */
class BitIdenticalRunIT {
    private static final int LAST = 7;

    @TempDir
    private static Path folder;

    private static String recipe = "";
    private static RunFiles expected = new RunFiles(Path.of(""));

    @BeforeAll
    static void runOnOneThread() throws IOException {
        recipe = Waggle.tiny(folder);
        expected = train("one", "local[1]");
        assertThat(expected.steps()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(expected.rollouts()).hasSize(4 * 8 * 4).doesNotHaveDuplicates();
        assertThat(expected.model(LAST)).isNotEqualTo(expected.model(4));
    }

    @Test
    void twoThreadsGiveTheBitsOfOne() throws IOException {
        assertSame(train("two", "local[2]"));
    }

    @Test
    void otherRolloutLanesGiveTheSameSamples() throws IOException {
        assertSame(train("rollout-lane", "local[2]", "--set", "engine.rollout-lanes=1", "--set", "engine.slots=64"));
    }

    @Test
    void tasksThatFailAndAreRetriedChangeNothing() throws IOException {
        Path faults = folder.resolve("task-faults");
        Faults.plant(faults, "reward", Faults.Kind.THROW);
        Faults.plant(faults, "gradient-1", Faults.Kind.THROW);
        Faults.plant(faults, "gradient-5", Faults.Kind.THROW);

        String run = folder.resolve("faulty").toString();
        assertThat(Waggle.faulty(faults, "local[2,4]", "train", recipe, "--run", run)
                        .code())
                .isZero();

        assertThat(faults).isEmptyDirectory();
        assertSame(new RunFiles(Path.of(run)));
    }

    @Test
    void anExecutorThatDiesChangesNothing() throws IOException {
        Files.createDirectories(Path.of(Objects.requireNonNull(System.getenv("SPARK_HOME")), "jars"));
        Path faults = folder.resolve("executor-faults");
        Faults.plant(faults, "reward", Faults.Kind.THROW);
        Faults.plant(faults, "gradient-5", Faults.Kind.HALT);

        RunFiles run = train(
                "cluster",
                "local-cluster[2,1,1024]",
                "--conf",
                "spark.executor.memory=1g",
                "--conf",
                "spark.cores.max=2",
                "--conf",
                "spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -D%s=%s"
                        .formatted(Faults.FOLDER, faults));

        assertThat(faults).isEmptyDirectory();
        assertSame(run);
    }

    private static RunFiles train(String name, String master, String... settings) {
        String run = folder.resolve(name).toString();
        List<String> command = new java.util.ArrayList<>(List.of("train", recipe, "--run", run));
        command.addAll(List.of(settings));
        Waggle.Outcome outcome = Waggle.spark(master, command.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return new RunFiles(Path.of(run));
    }

    private static void assertSame(RunFiles run) throws IOException {
        assertThat(run.rollouts()).isEqualTo(expected.rollouts());
        assertThat(run.ledger()).isEqualTo(expected.ledger());
        assertThat(run.metrics())
                .usingElementComparator((one, other) -> measured(one).equals(measured(other)) ? 0 : 1)
                .isEqualTo(expected.metrics());
        assertThat(run.model(LAST)).isEqualTo(expected.model(LAST));
    }

    /** What doesn't tell of time and memory. */
    private static List<String> measured(MetricsLine line) {
        return line.numbers().entrySet().stream()
                .filter(entry -> !entry.getKey().matches("(time|memory|driver)/.*|tokens_per_second"))
                .map(Object::toString)
                .toList();
    }
}

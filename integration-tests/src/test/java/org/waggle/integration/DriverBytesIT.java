package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.driver.progress.ProgressDisplay.Surface;
import org.waggle.driver.run.Screen;
import org.waggle.driver.run.TrainingRun;
import org.waggle.driver.spark.SparkSessions;
import org.waggle.driver.stage.StopSignal;
import org.waggle.executor.BuiltinPlugin;

/** The driver coordinates: no weights and no gradients pass through it, and nothing piles up. */
class DriverBytesIT {
    private static final double MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void whatReachesTheDriverDoesNotGrowWithTheModel() throws IOException {
        RunFiles small = train("small");
        RunFiles large = train(
                "large", "--set", "models.policy.hidden-size=128", "--set", "models.policy.intermediate-size=256");

        assertThat(large.model(2).length).isGreaterThan(10 * small.model(2).length);
        assertThat(resultBytes(large)).isBetween(1.0, MEBIBYTE).isLessThan(1.1 * resultBytes(small));
    }

    private RunFiles train(String name, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "train",
                Waggle.tiny(folder),
                "--run",
                folder.resolve(name).toString(),
                "--set",
                "phases.warm-up.steps=1",
                "--set",
                "phases.grpo.steps=1"));
        command.addAll(Arrays.asList(more));
        Waggle.Outcome outcome = Waggle.spark("local[2]", command.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return new RunFiles(folder.resolve(name));
    }

    private static double resultBytes(RunFiles run) {
        return run.metrics().stream()
                .mapToDouble(line -> line.number("driver/result_bytes").orElseThrow())
                .max()
                .orElseThrow();
    }

    @Test
    void nothingThatSparkKeepsPilesUp() throws IOException {
        Recipe recipe = new RecipeReader(ComponentRegistry.of(new BuiltinPlugin()))
                .read(
                        "tiny.yaml",
                        Files.readString(Path.of(Waggle.tiny(folder))),
                        List.of("phases.warm-up.steps=1", "phases.grpo.steps=30", "phases.grpo.evaluate-every=10"));
        Path local = Files.createDirectory(folder.resolve("spark"));
        try (JavaSparkContext spark = SparkSessions.open(
                "test", "local[2]", Map.of("spark.local.dir", local.toString(), "spark.ui.enabled", "false"))) {
            Watch watch = new Watch(spark, local);
            RunFolder run = TrainingRun.prepare(
                    spark,
                    recipe,
                    new org.apache.hadoop.fs.Path(folder.resolve("run").toUri()),
                    "name: tiny\n");
            Screen screen = new Screen(new PrintStream(watch, true, StandardCharsets.UTF_8), Surface.LOG);
            new TrainingRun(spark, recipe, run, screen, StopSignal.never()).run();

            assertThat(watch.kept).hasSizeGreaterThanOrEqualTo(31);
            assertThat(watch.kept.get(30)).as(watch.kept.toString()).isLessThanOrEqualTo(watch.kept.get(10));
            assertNoGrowth(watch.shuffleFiles);
        }
    }

    /** Files are deleted a moment later, so a step may see those of the one before. */
    private static void assertNoGrowth(List<Integer> counts) {
        int first = Collections.max(counts.subList(0, 11));
        assertThat(Collections.min(counts.subList(21, 31)))
                .as(counts.toString())
                .isLessThanOrEqualTo(first);
    }

    /** Counts at each line, one a step, what Spark keeps. */
    private static final class Watch extends ByteArrayOutputStream {
        private final JavaSparkContext spark;
        private final Path local;
        private final List<Integer> kept = new ArrayList<>();
        private final List<Integer> shuffleFiles = new ArrayList<>();

        Watch(JavaSparkContext spark, Path local) {
            this.spark = spark;
            this.local = local;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (new String(bytes, offset, length, StandardCharsets.UTF_8).startsWith("step ")) {
                kept.add(spark.getPersistentRDDs().size());
                shuffleFiles.add(shuffleFiles());
            }
        }

        private int shuffleFiles() {
            try (Stream<Path> files = Files.walk(local)) {
                return (int) files.filter(file -> file.getFileName().toString().startsWith("shuffle_"))
                        .count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

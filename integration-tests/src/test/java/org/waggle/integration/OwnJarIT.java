package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Components in a jar of the user's are named in a recipe and trained with like any other. */
class OwnJarIT {
    private static final String OBJECTIVE = """
            package own;

            import java.util.ArrayList;
            import java.util.List;
            import org.waggle.common.data.BatchTotals;
            import org.waggle.common.data.Doc;
            import org.waggle.common.data.TrainingItem;
            import org.waggle.common.data.WeightedSums;
            import org.waggle.common.spi.ItemLoss;
            import org.waggle.common.spi.Objective;
            import org.waggle.common.spi.TokenArrays;

            @Doc("The likelihood, times a factor.")
            public record Scaled(@Doc("The factor.") double factor) implements Objective {
                @Override
                public ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
                    double loss = 0;
                    List<ItemLoss.Derivatives> all = new ArrayList<>();
                    for (TokenArrays sequence : sequences) {
                        ItemLoss.Derivatives slopes = ItemLoss.Derivatives.zeros(sequence.length());
                        for (int token = 0; token < sequence.length(); token++) {
                            loss -= factor * sequence.logp()[token] / totals.tokens();
                            slopes.logp()[token] = (float) (-factor / totals.tokens());
                        }
                        all.add(slopes);
                    }
                    return new ItemLoss(loss, all, new WeightedSums().add("own/factor", factor, 1));
                }
            }
            """;
    private static final String REWARD = """
            package own;

            import java.io.IOException;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.waggle.common.data.Completion;
            import org.waggle.common.data.Doc;
            import org.waggle.common.data.Problem;
            import org.waggle.common.spi.CompletionReward;

            @Doc("The last digit of the length; leaves the number of its process in a folder.")
            public record Witness(@Doc("The folder.") String folder) implements CompletionReward {
                @Override
                public double score(Problem problem, Completion completion) {
                    try {
                        Files.writeString(Path.of(folder, String.valueOf(ProcessHandle.current().pid())), "here");
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                    return completion.length() % 10;
                }
            }
            """;
    private static final String PLUGIN = """
            package own;

            import org.waggle.common.spi.ComponentRegistry;
            import org.waggle.common.spi.Objective;
            import org.waggle.common.spi.Plugin;
            import org.waggle.common.spi.Reward;

            public final class OwnPlugin implements Plugin {
                @Override
                public void register(ComponentRegistry registry) {
                    registry.add(Objective.class, "own-scaled", Scaled.class);
                    registry.add(Reward.class, "own-witness", Witness.class);
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void anObjectiveOfAJarTrains() throws Exception {
        String recipe = Waggle.recipe(
                folder,
                "tiny.yaml",
                "objective:\n      type: watched\n      objective: cross-entropy",
                "objective:\n      type: own-scaled\n      factor: 2");
        Waggle.Outcome without = Waggle.run("check", recipe);
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("Unknown objective type: own-scaled");

        RunFiles run = new RunFiles(folder.resolve("run"));
        try (WaggleProcess process = WaggleProcess.start(
                folder, "train", recipe, "--run", run.root().toString(), "--jars", jar().toString())) {
            Waggle.Outcome outcome = process.outcome();
            assertThat(outcome.code()).as(outcome.err()).isZero();
        }
        assertThat(run.steps()).hasSize(7);
        assertThat(run.metrics().get(0).number("own/factor")).hasValue(2);
        // Twice the mean of -log p of a model that knows nothing of 14 tokens.
        assertThat(run.metrics().get(0).number("loss").orElseThrow()).isBetween(2 * 2.4, 2 * 2.9);
        assertThat(run.checkpoint(7)).exists();
    }

    @Test
    void executorsInJvmsOfTheirOwnHaveTheJar() throws Exception {
        Path witnesses = Files.createDirectories(folder.resolve("witnesses"));
        String recipe = Waggle.recipe(
                folder,
                "tiny.yaml",
                "likeness: likeness",
                "likeness:\n    type: own-witness\n    folder: %s".formatted(witnesses));
        Files.createDirectories(Path.of(Objects.requireNonNull(System.getenv("SPARK_HOME")), "jars"));
        List<String> command = List.of(
                "train",
                recipe,
                "--run",
                folder.resolve("run").toString(),
                "--jars",
                jar().toString(),
                "--conf",
                "spark.executor.memory=1g",
                "--set",
                "phases.warm-up.steps=1",
                "--set",
                "phases.grpo.steps=1");

        try (WaggleProcess process =
                WaggleProcess.on("local-cluster[2,1,1024]", folder, command.toArray(String[]::new))) {
            Waggle.Outcome outcome = process.outcome();
            assertThat(outcome.code()).as(outcome.err()).isZero();
            try (Stream<Path> judges = Files.list(witnesses)) {
                assertThat(judges.map(judge -> judge.getFileName().toString()))
                        .isNotEmpty()
                        .doesNotContain(String.valueOf(process.pid()));
            }
        }
    }

    private Path jar() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path objective = Files.writeString(sources.resolve("Scaled.java"), OBJECTIVE);
        Path reward = Files.writeString(sources.resolve("Witness.java"), REWARD);
        Path plugin = Files.writeString(sources.resolve("OwnPlugin.java"), PLUGIN);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                objective.toString(),
                                reward.toString(),
                                plugin.toString()))
                .isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.waggle.common.spi.Plugin"), "own.OwnPlugin\n");
        Path jar = folder.resolve("own.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            List<Path> regular = files.filter(Files::isRegularFile).toList();
            for (Path file : regular) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}

package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.integration.component.Assassin;
import org.waggle.integration.component.Assassin.Order;
import org.waggle.integration.component.Assassin.Victim;
import org.waggle.integration.component.Traffic;

/**
 * What several executors cost, a line of JSON a measurement: {@code -Dwaggle.bench=FILE}. All bytes between processes
 * are those of the loopback interface, so nobody else may use it: {@code unshare -n sh -c 'ip link set lo up && mvn
 * …'}.
 */
class ClusterBench {
    private static final int FEW = 20;
    private static final int MANY = 60;
    /** Steps between two executors that are lost: time for another one to start and take its part. */
    private static final int APART = 8;

    private static final int LOSSES = 5;
    private static final Pattern REPLICATED =
            Pattern.compile("Replicating \\S+ of (\\d+) bytes to 1 peer\\(s\\) took ([0-9.E-]+) ms");
    private static final Pattern COUNTED = Pattern.compile("lo:\\s*(\\d+)");

    @TempDir
    private Path folder;

    /** What a step is. */
    private enum Work {
        /** 64 demonstrations and one update. */
        SUPERVISED {
            @Override
            List<String> steps(int count) {
                return List.of("phases.warm-up.batch-size=64", "phases.warm-up.steps=" + count, "phases.grpo.steps=1");
            }
        },
        /** As many completions an update as in {@code recipes/arithmetic-grpo.yaml}, 512, of one update a step. */
        REINFORCEMENT {
            @Override
            List<String> steps(int count) {
                return List.of(
                        "phases.warm-up.steps=1",
                        "phases.grpo.steps=" + count,
                        "phases.grpo.problems=64",
                        "phases.grpo.allocator.group-size=8",
                        "phases.grpo.epochs=1",
                        "phases.grpo.mini-batches=1",
                        "phases.grpo.evaluate-every=0");
            }
        };

        /** Settings of a run of steps; there is one more, of the other phase. */
        abstract List<String> steps(int count);
    }

    /** Bytes of a run. */
    private record Bytes(long loopback, long shuffled, long results, long copies, double copyMillis, RunFiles run) {}

    @ParameterizedTest
    @CsvSource({"SUPERVISED, 1", "SUPERVISED, 2", "SUPERVISED, 4", "REINFORCEMENT, 2", "REINFORCEMENT, 4"})
    void bytesOfAStep(Work work, int executors) throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, executors)) {
            Bytes few = train(cluster, "few", executors, work.steps(FEW), List.of());
            Bytes many = train(cluster, "many", executors, work.steps(MANY), List.of());
            int steps = MANY - FEW;
            note(
                    "{\"bench\":\"bytes\",\"work\":\"%s\",\"executors\":%d,\"weights\":%d,\"loopback\":%d,\"shuffled\":%d,\"to_driver\":%d,\"copies\":%d,\"copy_seconds\":%.4f,\"step_seconds\":%.4f}%n",
                    work,
                    executors,
                    many.run().model(MANY + 1).length,
                    (many.loopback() - few.loopback()) / steps,
                    (many.shuffled() - few.shuffled()) / steps,
                    (many.results() - few.results()) / steps,
                    (many.copies() - few.copies()) / steps,
                    (many.copyMillis() - few.copyMillis()) / steps / executors / 1e3,
                    seconds(many.run()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradient", "update"})
    void secondsOfAStepThatLosesAnExecutor(String stage) throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 3)) {
            Path killed = folder.resolve("killed");
            List<Order> orders = IntStream.rangeClosed(1, LOSSES)
                    .mapToObj(loss -> new Order(loss * APART, stage, 0, Victim.RUNNER))
                    .toList();
            int steps = (LOSSES + 1) * APART;
            Bytes run = train(cluster, "killed-run", 3, Work.SUPERVISED.steps(steps), Assassin.options(killed, orders));
            assertThat(Files.readAllLines(killed))
                    .hasSize(LOSSES)
                    .allSatisfy(line -> assertThat(line).endsWith(" 1"));
            note(
                    "{\"bench\":\"loss\",\"stage\":\"%s\",\"every\":%d,\"step_seconds\":%s}%n",
                    stage,
                    APART,
                    run.run().metrics().stream()
                            .map(line ->
                                    "%.2f".formatted(line.number("time/step").orElseThrow()))
                            .toList());
        }
    }

    private Bytes train(StandaloneCluster cluster, String name, int lanes, List<String> work, List<String> more)
            throws IOException {
        RunFiles run = new RunFiles(folder.resolve(name));
        Traffic.reset();
        long before = loopback();
        double[] copiesBefore = copies();
        Waggle.Outcome outcome = Waggle.run(command(cluster, run, lanes, work, more));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        double[] copies = copies();
        return new Bytes(
                loopback() - before,
                Traffic.shuffledBytes(),
                Traffic.resultBytes(),
                (long) (copies[0] - copiesBefore[0]),
                copies[1] - copiesBefore[1],
                run);
    }

    private String[] command(StandaloneCluster cluster, RunFiles run, int lanes, List<String> work, List<String> more)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of("train", Waggle.tiny(folder), "--run", run.root().toString()));
        Stream.concat(
                        Stream.of(
                                "models.policy.hidden-size=256",
                                "models.policy.intermediate-size=1024",
                                "models.policy.layers=2",
                                "engine.shards=8",
                                "engine.lanes=" + lanes,
                                "engine.rollout-lanes=" + lanes,
                                "engine.slots=128",
                                "engine.micro-batch-tokens=2048",
                                "checkpoints.every=100"),
                        work.stream())
                .forEach(value -> command.addAll(List.of("--set", value)));
        command.addAll(cluster.settings());
        List.of(
                        // In place of options that suit executors of seconds.
                        "spark.executor.extraJavaOptions=-Dlog4j2.configurationFile=%s".formatted(logging()),
                        // Else executors on one machine read each other's disks.
                        "spark.shuffle.readHostLocalDisk=false")
                .forEach(setting -> command.addAll(List.of("--conf", setting)));
        if (more.isEmpty()) {
            command.addAll(List.of("--conf", "spark.extraListeners=" + Traffic.class.getName()));
        }
        command.addAll(more);
        return command.toArray(String[]::new);
    }

    private Path logging() throws IOException {
        return Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = warn
                rootLogger.appenderRef.err.ref = err
                appender.err.type = Console
                appender.err.name = err
                appender.err.target = SYSTEM_ERR
                appender.err.layout.type = PatternLayout
                appender.err.layout.pattern = %m%n
                logger.blocks.name = org.apache.spark.storage.BlockManager
                logger.blocks.level = debug
                """);
    }

    /** Bytes and milliseconds of second copies, as executors tell of them. */
    private double[] copies() throws IOException {
        double[] sums = new double[2];
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path log : files.filter(file -> file.endsWith("stderr")).toList()) {
                for (MatchResult match :
                        REPLICATED.matcher(Files.readString(log)).results().toList()) {
                    sums[0] += Double.parseDouble(match.group(1));
                    sums[1] += Double.parseDouble(match.group(2));
                }
            }
        }
        return sums;
    }

    private static long loopback() throws IOException {
        return COUNTED.matcher(Files.readString(Path.of("/proc/net/dev")))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    private static double seconds(RunFiles run) {
        return run.metrics().stream()
                .filter(line -> line.step() > FEW && line.step() <= MANY)
                .mapToDouble(line -> line.number("time/step").orElseThrow())
                .sorted()
                .skip((MANY - FEW) / 2)
                .findFirst()
                .orElseThrow();
    }

    private static void note(String format, Object... values) throws IOException {
        Files.writeString(
                Path.of(System.getProperty("waggle.bench")),
                format.formatted(values),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

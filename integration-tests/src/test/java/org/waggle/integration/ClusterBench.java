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
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    private static final int FEW = 3;
    private static final int MANY = 13;
    private static final Pattern REPLICATED =
            Pattern.compile("Replicating \\S+ of (\\d+) bytes to 1 peer\\(s\\) took ([0-9.E-]+) ms");
    private static final Pattern COUNTED = Pattern.compile("lo:\\s*(\\d+)");

    @TempDir
    private Path folder;

    /** Bytes of a run. */
    private record Bytes(long loopback, long shuffled, long results, long copies, double copyMillis, RunFiles run) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void bytesOfAStep(int executors) throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, executors)) {
            Bytes few = train(cluster, "few", executors, FEW, List.of());
            Bytes many = train(cluster, "many", executors, MANY, List.of());
            int steps = MANY - FEW;
            double seconds = seconds(many.run());
            note(
                    "{\"bench\":\"bytes\",\"executors\":%d,\"weights\":%d,\"loopback\":%d,\"shuffled\":%d,\"to_driver\":%d,\"copies\":%d,\"copy_seconds\":%.4f,\"step_seconds\":%.4f}%n",
                    executors,
                    many.run().model(MANY + 1).length,
                    (many.loopback() - few.loopback()) / steps,
                    (many.shuffled() - few.shuffled()) / steps,
                    (many.results() - few.results()) / steps,
                    (many.copies() - few.copies()) / steps,
                    (many.copyMillis() - few.copyMillis()) / steps / executors / 1e3,
                    seconds);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradient", "update"})
    void secondsOfAStepThatLosesAnExecutor(String stage) throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 3)) {
            Path killed = folder.resolve("killed");
            Bytes run = train(
                    cluster,
                    "killed-run",
                    3,
                    MANY,
                    Assassin.options(killed, List.of(new Order(8, stage, 0, Victim.RUNNER))));
            assertThat(Files.readString(killed)).endsWith(" 1\n");
            note(
                    "{\"bench\":\"loss\",\"stage\":\"%s\",\"step_seconds\":%s}%n",
                    stage,
                    run.run().metrics().stream()
                            .map(line ->
                                    "%.2f".formatted(line.number("time/step").orElseThrow()))
                            .toList());
        }
    }

    private Bytes train(StandaloneCluster cluster, String name, int lanes, int steps, List<String> more)
            throws IOException {
        RunFiles run = new RunFiles(folder.resolve(name));
        Traffic.reset();
        long before = loopback();
        double[] copiesBefore = copies();
        Waggle.Outcome outcome = Waggle.run(command(cluster, run, lanes, steps, more));
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

    private String[] command(StandaloneCluster cluster, RunFiles run, int lanes, int steps, List<String> more)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of("train", Waggle.tiny(folder), "--run", run.root().toString()));
        List.of(
                        "models.policy.hidden-size=256",
                        "models.policy.intermediate-size=1024",
                        "models.policy.layers=2",
                        "engine.shards=8",
                        "engine.lanes=" + lanes,
                        "phases.warm-up.batch-size=64",
                        "phases.warm-up.steps=" + steps,
                        "phases.grpo.steps=1",
                        "checkpoints.every=100")
                .forEach(value -> command.addAll(List.of("--set", value)));
        command.addAll(cluster.settings());
        List.of(
                        "spark.executor.extraJavaOptions=%s -Dlog4j2.configurationFile=%s"
                                .formatted(StandaloneCluster.SHORT_LIVED, logging()),
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

package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.integration.component.Assassin;
import org.waggle.integration.component.Assassin.Order;
import org.waggle.integration.component.Assassin.Victim;

/** Executors and drivers are killed by SIGKILL at moments that a seed chooses; see {@link ChaosLog}. */
class KillsChaos {
    private static final int WARM_UP = 3;
    private static final int STEPS = 63;
    private static final int KILLS_OF_EXECUTORS = 11;
    private static final int KILLS_OF_DRIVERS = 6;
    private static final int DELAY_MILLIS = 40;
    private static final int WORKERS = 3;

    /** Names of stages; a gather is the beginning of a rollout, of which another executor holds the weights. */
    private static final List<String> STAGES =
            List.of("rollout", "score", "gradient", "update", "gather", "checkpoint");

    /** Many short steps, each with all stages. */
    private static final List<String> LONG = List.of(
            "--set",
            "phases.grpo.steps=" + (STEPS - WARM_UP),
            "--set",
            "phases.grpo.epochs=1",
            "--set",
            "phases.grpo.mini-batches=1",
            "--set",
            "phases.grpo.evaluate-every=0");

    @TempDir
    private Path folder;

    private String recipe = "";
    private RunFiles expected = new RunFiles(Path.of(""));

    @BeforeEach
    void undisturbed() throws IOException {
        recipe = Waggle.tiny(folder);
        expected = new RunFiles(folder.resolve("expected"));
        Waggle.Outcome outcome = Waggle.spark("local[2]", command(expected, List.of()));
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void runsOutliveTheirExecutors() throws Exception {
        ChaosLog log = ChaosLog.of("executor");
        for (int seed : log.seeds()) {
            Path own = Files.createDirectories(folder.resolve("executors-" + seed));
            try (StandaloneCluster cluster = StandaloneCluster.start(own, WORKERS)) {
                executors(log, seed, cluster, own);
            }
        }
    }

    private void executors(ChaosLog log, int seed, StandaloneCluster cluster, Path own) throws IOException {
        RunFiles run = new RunFiles(own.resolve("run"));
        Path killed = own.resolve("killed");
        List<String> more = new ArrayList<>(cluster.settings());
        more.addAll(Assassin.options(killed, orders(seed)));
        long start = System.nanoTime();
        Waggle.Outcome outcome = Waggle.run(command(run, more));
        note(log, seed, run, new Ended(outcome, struck(killed), start));
    }

    private static List<Order> orders(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Order> orders = new ArrayList<>();
        for (int kill = 0; kill < KILLS_OF_EXECUTORS; kill++) {
            String stage = STAGES.get((kill + seed) % STAGES.size());
            boolean gather = stage.equals("gather");
            orders.add(new Order(
                    WARM_UP + 1,
                    gather ? "rollout" : stage,
                    random.nextInt(gather ? 1 : DELAY_MILLIS),
                    gather ? Victim.OTHER : Victim.RUNNER));
        }
        return orders;
    }

    private static String struck(Path killed) throws IOException {
        Map<String, Long> counts = Files.readAllLines(killed).stream()
                .filter(line -> !line.endsWith(" 0"))
                .map(line -> line.contains(":OTHER:") ? "gather" : line.split(":")[1])
                .collect(Collectors.groupingBy(stage -> stage, TreeMap::new, Collectors.counting()));
        return counts.toString();
    }

    @Test
    void runsOutliveTheirDrivers() throws Exception {
        ChaosLog log = ChaosLog.of("driver");
        for (int seed : log.seeds()) {
            Path own = Files.createDirectories(folder.resolve("drivers-" + seed));
            try (StandaloneCluster cluster = StandaloneCluster.start(own, WORKERS)) {
                drivers(log, seed, cluster, own);
            }
        }
    }

    private void drivers(ChaosLog log, int seed, StandaloneCluster cluster, Path own) throws Exception {
        RunFiles run = new RunFiles(own.resolve("run"));
        List<String> more = new ArrayList<>(List.of("--resume", "auto"));
        more.addAll(cluster.settings());
        String[] command = command(run, more);
        SplittableRandom random = new SplittableRandom(seed);
        long start = System.nanoTime();
        for (int kill = 0; kill < KILLS_OF_DRIVERS; kill++) {
            int step = WARM_UP + kill * (STEPS - WARM_UP) / KILLS_OF_DRIVERS;
            killDriver(own, command, () -> run.steps().contains(step), random.nextInt(DELAY_MILLIS * DELAY_MILLIS));
        }
        Waggle.Outcome outcome = Waggle.run(command);
        note(log, seed, run, new Ended(outcome, "{driver=%d}".formatted(KILLS_OF_DRIVERS), start));
    }

    private static void killDriver(Path own, String[] command, BooleanSupplier when, int millis) throws Exception {
        try (WaggleProcess process = WaggleProcess.of(own, command)) {
            process.await(when);
            TimeUnit.MILLISECONDS.sleep(millis);
            process.kill();
        }
    }

    private String[] command(RunFiles run, List<String> more) {
        List<String> command =
                new ArrayList<>(List.of("train", recipe, "--run", run.root().toString()));
        command.addAll(LONG);
        command.addAll(more);
        return command.toArray(String[]::new);
    }

    private record Ended(Waggle.Outcome outcome, String kills, long start) {}

    private void note(ChaosLog log, int seed, RunFiles run, Ended ended) throws IOException {
        boolean identical = ended.outcome().code() == 0 && Arrays.equals(run.model(STEPS), expected.model(STEPS));
        Waggle.Outcome audit = Waggle.run("audit", run.root().toString());
        String said = audit.code() == 0
                ? "clean"
                : audit.out().lines().skip(1).findFirst().orElse(audit.err());
        long fallBacks = ended.outcome()
                .out()
                .lines()
                .filter(line -> line.contains("going back to the checkpoint"))
                .count();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - ended.start());
        log.add(seed, new ChaosLog.Result(ended.kills(), ended.outcome().code(), identical, said, fallBacks, seconds));
        assertThat(identical).as(ended.outcome().err()).isTrue();
        assertThat(said).isEqualTo("clean");
    }
}

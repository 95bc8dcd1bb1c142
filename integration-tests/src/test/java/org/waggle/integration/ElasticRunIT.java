package org.waggle.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.integration.component.Faults;

/** Workers join a cluster and leave it while a run is at work, between steps and in the middle of one. */
class ElasticRunIT {
    @TempDir
    private Path folder;

    @Test
    void howManyExecutorsThereAreIsNoPartOfTheResult() throws Exception {
        DisturbedRuns runs = DisturbedRuns.in(folder);
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 1);
                WaggleProcess process = begin(runs, cluster)) {
            process.await(Faults.paused(folder, "gradient-2"));
            cluster.join();
            cluster.join();
            process.await(() -> executorsAdded() == 3);
            Faults.release(folder, "gradient-2");

            process.await(Faults.paused(folder, "gradient-5"));
            cluster.leave(0);
            Faults.release(folder, "gradient-5");

            process.await(() -> runs.run("run").steps().contains(5));
            cluster.join();
            cluster.leave(1);
            runs.unharmed("run", process.outcome());
        }
    }

    private WaggleProcess begin(DisturbedRuns runs, StandaloneCluster cluster) throws Exception {
        Faults.plant(folder, "gradient-2", Faults.Kind.WAIT);
        Faults.plant(folder, "gradient-5", Faults.Kind.WAIT);
        List<String> options = new ArrayList<>(cluster.settings(3));
        List.of(
                        "spark.scheduler.minRegisteredResourcesRatio=0",
                        "spark.executor.extraJavaOptions=%s -D%s=%s"
                                .formatted(StandaloneCluster.SHORT_LIVED, Faults.FOLDER, folder),
                        "spark.eventLog.enabled=true",
                        "spark.eventLog.dir=" + Files.createDirectory(events()),
                        "spark.eventLog.compress=false",
                        "spark.eventLog.rolling.enabled=false")
                .forEach(setting -> options.addAll(List.of("--conf", setting)));
        return WaggleProcess.of(folder, runs.command("run", options));
    }

    private Path events() {
        return folder.resolve("events");
    }

    private long executorsAdded() {
        try (Stream<Path> logs = Files.list(events())) {
            return logs.flatMap(ElasticRunIT::lines)
                    .filter(line -> line.contains("SparkListenerExecutorAdded"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path log) {
        try {
            return Files.readString(log).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.output.WaitingConsumer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/**
 * A cluster of containers of the image, a network between them: a master, three workers and a driver, each with a root
 * that can't be written to and a folder of runs that all of them see.
 */
class ClusterInContainers {
    private static final int STEPS = 12;
    private static final int LOST_AFTER = 4;
    private static final String RUNS = "/runs";

    @TempDir
    private Path folder;

    @BeforeAll
    static void thereIsAnImage() {
        Containers.thereIsAnImage();
    }

    @Test
    void aRunThatLosesAMachineEndsAsOneThatLostNone() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Network network = Network.newNetwork();
                GenericContainer<?> alone = driver(network, "alone", "local[2]");
                GenericContainer<?> master = master(network);
                GenericContainer<?> first = worker(network);
                GenericContainer<?> second = worker(network);
                GenericContainer<?> third = worker(network);
                GenericContainer<?> driver = driver(network, "run", "spark://master:7077")) {
            alone.start();
            assertThat(code(alone)).as(alone.getLogs()).isZero();
            master.start();
            Startables.deepStart(first, second, third).get(3, TimeUnit.MINUTES);
            driver.start();
            await(driver, "step %d/%d".formatted(LOST_AFTER, STEPS));
            second.getDockerClient().killContainerCmd(second.getContainerId()).exec();

            assertThat(code(driver)).as(driver.getLogs()).isZero();
            assertThat(driver.getLogs()).contains("Lost executor");
            sameAs(new RunFiles(folder.resolve("alone")), new RunFiles(folder.resolve("run")));
        }
    }

    private static void sameAs(RunFiles expected, RunFiles run) throws IOException {
        assertThat(run.model(STEPS)).isEqualTo(expected.model(STEPS));
        assertThat(run.ledger()).isEqualTo(expected.ledger());
        Waggle.Outcome audit = Waggle.run("audit", run.root().toString());
        assertThat(audit.code()).as(audit.out()).isZero();
    }

    /** With Spark's own logging, which says when a daemon is there; the image's says only what one should act on. */
    private static GenericContainer<?> talkative(String... command) {
        return Containers.lockedDown(command)
                .withEnv("LOG4J_CONFIGURATION_FILE", "classpath:org/apache/spark/log4j2-defaults.properties");
    }

    private static GenericContainer<?> master(Network network) {
        return talkative("/opt/spark/bin/spark-class", "org.apache.spark.deploy.master.Master")
                .withNetwork(network)
                .withNetworkAliases("master")
                .waitingFor(Wait.forLogMessage(".*New state: ALIVE.*\\n", 1));
    }

    private GenericContainer<?> worker(Network network) {
        return talkative(
                        "/opt/spark/bin/spark-class",
                        "org.apache.spark.deploy.worker.Worker",
                        "spark://master:7077",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        "/tmp/work")
                .withNetwork(network)
                .withFileSystemBind(folder.toString(), RUNS, BindMode.READ_WRITE)
                .waitingFor(Wait.forLogMessage(".*Successfully registered with master.*\\n", 1));
    }

    private GenericContainer<?> driver(Network network, String run, String master) {
        List<String> command = new ArrayList<>(List.of("waggle", "train", "/opt/waggle/recipes/arithmetic-grpo.yaml"));
        command.addAll(List.of("--master", master, "--run", RUNS + "/" + run));
        for (String value :
                List.of("engine.lanes=3", "engine.rollout-lanes=3", "phases.warm-up.steps=6", "phases.grpo.steps=6")) {
            command.addAll(List.of("--set", value));
        }
        for (String value : List.of("spark.executor.cores=1", "spark.executor.memory=700m", "spark.cores.max=3")) {
            command.addAll(List.of("--conf", value));
        }
        return Containers.lockedDown(command.toArray(String[]::new))
                .withNetwork(network)
                .withFileSystemBind(folder.toString(), RUNS, BindMode.READ_WRITE);
    }

    private static void await(GenericContainer<?> container, String line) throws TimeoutException {
        WaitingConsumer lines = new WaitingConsumer();
        container.followOutput(lines, OutputFrame.OutputType.STDOUT);
        lines.waitUntil(frame -> frame.getUtf8String().contains(line), 4, TimeUnit.MINUTES);
    }

    private static int code(GenericContainer<?> container) {
        return container
                .getDockerClient()
                .waitContainerCmd(container.getContainerId())
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(4, TimeUnit.MINUTES);
    }
}

package org.waggle.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Spark's standalone master and workers, each in a JVM of its own, from the jars on the class path. */
final class StandaloneCluster implements AutoCloseable {
    /** Of JVMs that live for seconds: compiled once, in haste. */
    static final String SHORT_LIVED = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOST = "127.0.0.1";

    /** Of workers each has its own: Spark runs a task's second copy on another host only. */
    private static final String WORKER_HOST = "127.0.0.%d";

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final int port;

    private StandaloneCluster(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts a master and workers of one core each.
     *
     * @param folder where logs go
     */
    static StandaloneCluster start(Path folder, int workers) throws IOException, InterruptedException {
        Files.createDirectories(Path.of(Objects.requireNonNull(System.getenv("SPARK_HOME")), "jars"));
        StandaloneCluster cluster = new StandaloneCluster(folder, Program.freePort());
        try {
            cluster.launch("master", "org.apache.spark.deploy.master.Master", cluster.masterArguments());
            cluster.awaitLine("master", "New state: ALIVE");
            for (int worker = 0; worker < workers; worker++) {
                cluster.launchWorker();
            }
            for (int worker = 0; worker < workers; worker++) {
                cluster.awaitWorker(worker);
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private void launchWorker() throws IOException {
        int number = workers();
        launch("worker-" + number, "org.apache.spark.deploy.worker.Worker", workerArguments(number));
    }

    private void awaitWorker(int worker) throws IOException, InterruptedException {
        awaitLine("worker-" + worker, "Successfully registered with master");
    }

    /** Workers started so far, those that have left included. */
    private int workers() {
        return processes.size() - 1;
    }

    /** One worker more. */
    void join() throws IOException, InterruptedException {
        launchWorker();
        awaitWorker(workers() - 1);
    }

    /** A worker goes for good, and its executors with it, all by SIGKILL. */
    void leave(int worker) {
        Process process = processes.get(worker + 1);
        // First, or it would start its executor again.
        List<ProcessHandle> executors = process.descendants().toList();
        process.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    String master() {
        return "spark://%s:%d".formatted(HOST, port);
    }

    /** Settings of a driver on this cluster, which waits for all workers. */
    List<String> settings() {
        return settings(workers());
    }

    /**
     * Settings of a driver on this cluster.
     *
     * @param executors how many it wants, of one core each
     */
    List<String> settings(int executors) {
        return List.of(
                "--master",
                master(),
                "--conf",
                "spark.executor.memory=600m",
                "--conf",
                "spark.executor.cores=1",
                "--conf",
                "spark.executor.extraJavaOptions=" + SHORT_LIVED,
                "--conf",
                "spark.cores.max=" + executors,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.host=" + HOST,
                "--conf",
                "spark.executor.extraClassPath=" + System.getProperty("java.class.path"));
    }

    private String[] masterArguments() {
        return new String[] {"--host", HOST, "--port", String.valueOf(port), "--webui-port", "0"};
    }

    private String[] workerArguments(int worker) {
        return new String[] {
            "--host",
            WORKER_HOST.formatted(worker + 2),
            "--cores",
            "1",
            "--memory",
            "700m",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve("worker-" + worker).toString(),
            master()
        };
    }

    private void launch(String name, String type, String... arguments) throws IOException {
        List<String> command = Program.java(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlog4j2.level=INFO"), type);
        command.addAll(List.of(arguments));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile())
                .start());
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private void awaitLine(String name, String text) throws IOException, InterruptedException {
        await(log(name), lines -> lines.anyMatch(line -> line.contains(text)));
    }

    private static void await(Path log, Predicate<Stream<String>> condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(log, condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not happen. " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean holds(Path log, Predicate<Stream<String>> condition) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return condition.test(lines);
        }
    }

    @Override
    public void close() {
        processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
    }
}

package org.waggle.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Master and worker of a real Spark distribution, on this machine, with two GPUs that are none. */
final class SparkDistribution implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 20;

    private final SparkSubmit submit;
    private final Path folder;
    private final List<Process> daemons = new ArrayList<>();
    private final String master;

    /**
     * Starts it.
     *
     * @param folder of the test's; logs go there
     */
    SparkDistribution(Path folder) throws IOException, InterruptedException {
        this.submit = SparkSubmit.found(folder);
        this.folder = folder;
        Path log = daemon(
                "master",
                "",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        this.master = awaited(log, "Starting Spark master at (spark://\\S+)");
        Path gpus = script("gpus.sh", "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}'\n");
        awaited(
                daemon(
                        "worker",
                        "-Dspark.worker.resource.gpu.amount=2 -Dspark.worker.resource.gpu.discoveryScript=" + gpus,
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--webui-port",
                        "0",
                        "--cores",
                        "4",
                        "--memory",
                        "6g",
                        master),
                "(Successfully registered with master)");
    }

    private Path daemon(String name, String options, String type, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(submit.spark().resolve("bin/spark-class").toString(), type));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(submit.environment());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_WORKER_DIR",
                        folder.resolve("work").toString(),
                        "SPARK_WORKER_OPTS",
                        options,
                        "SPARK_DAEMON_MEMORY",
                        "300m"));
        daemons.add(builder.start());
        return log;
    }

    private String awaited(Path log, String pattern) throws IOException, InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            Matcher matcher = wanted.matcher(Files.exists(log) ? Files.readString(log) : "");
            if (matcher.find()) {
                return matcher.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new AssertionError("It did not start. " + Files.readString(log));
    }

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), text);
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("Cannot make %s executable".formatted(script));
        }
        return script;
    }

    /** Runs {@code deploy/spark-submit.sh} on this cluster with executors of one core. */
    Waggle.Outcome submit(String... arguments) throws IOException, InterruptedException {
        return submit(Map.of(), "", arguments);
    }

    /**
     * As {@link #submit(String...)}.
     *
     * @param variables environment of the command
     * @param shell what a shell does before it becomes the command
     */
    Waggle.Outcome submit(Map<String, String> variables, String shell, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "--master",
                master,
                "--driver-memory",
                "1g",
                "--conf",
                "spark.executor.memory=1g",
                "--conf",
                "spark.executor.cores=1",
                "--conf",
                "spark.ui.enabled=false"));
        command.addAll(List.of(arguments));
        return submit.run(variables, shell, command);
    }

    @Override
    public void close() {
        daemons.forEach(daemon -> {
            daemon.descendants().forEach(ProcessHandle::destroyForcibly);
            daemon.destroyForcibly();
        });
    }
}

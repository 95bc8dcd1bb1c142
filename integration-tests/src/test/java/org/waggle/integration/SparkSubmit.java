package org.waggle.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/spark-submit.sh} with a real Spark distribution, {@code -Dwaggle.spark=DIR}.
 *
 * @param spark the distribution
 * @param folder of the test's; what is written there says what the command wrote
 */
record SparkSubmit(Path spark, Path folder) {
    /** Makes a run of {@code arithmetic-grpo.yaml} two steps of little work. */
    static final List<String> SHORT = List.of(
            "--set",
            "phases.warm-up.steps=1",
            "--set",
            "phases.warm-up.batch-size=8",
            "--set",
            "phases.grpo.steps=1",
            "--set",
            "phases.grpo.problems=4",
            "--set",
            "evaluators.held-out.problems=8");

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** With the distribution that the command line of the tests names. */
    static SparkSubmit found(Path folder) {
        String distribution = System.getProperty("waggle.spark", "");
        Path spark = Path.of(distribution);
        if (!Files.isExecutable(spark.resolve("bin/spark-submit"))) {
            throw new AssertionError(
                    "waggle.spark is '%s': it must be a Spark 4.1.1 distribution".formatted(distribution));
        }
        return new SparkSubmit(spark, folder);
    }

    /** What programs of the distribution need. */
    Map<String, String> environment() {
        return Map.of(
                "SPARK_HOME",
                spark.toString(),
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "WAGGLE_MAVEN_OPTIONS",
                "-o",
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    /**
     * Runs it to its end.
     *
     * @param variables more for its environment
     * @param shell what a shell does before it becomes the command
     */
    Waggle.Outcome run(Map<String, String> variables, String shell, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                shell + "\nexec \"$@\"",
                "bash",
                ROOT.resolve("deploy/spark-submit.sh").toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment());
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It has not ended. " + Files.readString(err));
        }
        return new Waggle.Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}

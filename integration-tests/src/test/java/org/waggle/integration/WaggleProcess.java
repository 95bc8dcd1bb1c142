package org.waggle.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.waggle.driver.cli.Main;
import org.waggle.integration.component.Faults;

/** The command line in a JVM of its own. */
final class WaggleProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 2;

    private final Process process;
    private final Path out;
    private final Path err;

    private WaggleProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts a command on Spark.
     *
     * @param folder of the test's; what is written there says what the process wrote, and failures are planted there
     */
    static WaggleProcess start(Path folder, String... arguments) throws IOException {
        return on("local[2]", folder, arguments);
    }

    /** As {@link #start}, on another master. */
    static WaggleProcess on(String master, Path folder, String... arguments) throws IOException {
        return of(folder, Waggle.onSpark(master, List.of(arguments)));
    }

    /** As {@link #start}, with all options given. */
    static WaggleProcess of(Path folder, String... arguments) throws IOException {
        return under(List.of(), folder, arguments);
    }

    /**
     * As {@link #of}, started by another command.
     *
     * @param starter the command, which ends by becoming what is said behind it
     */
    static WaggleProcess under(List<String> starter, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(starter);
        command.addAll(Program.java(
                List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlog4j2.configurationFile=classpath:log4j2-waggle.properties",
                        "-D%s=%s".formatted(Faults.FOLDER, folder)),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new WaggleProcess(process, out, err);
    }

    /** Waits until something is so, while the process runs. */
    WaggleProcess await(BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("It did not happen. " + err());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return this;
    }

    /** Waits for a file or folder to appear. */
    WaggleProcess await(Path file) throws IOException, InterruptedException {
        return await(() -> Files.exists(file));
    }

    /** Its number. */
    long pid() {
        return process.pid();
    }

    /** SIGKILL, at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. */
    WaggleProcess stop() {
        process.destroy();
        return this;
    }

    /** Waits for the end. */
    Waggle.Outcome outcome(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It has not ended after %s. %s".formatted(patience, err()));
        }
        return new Waggle.Outcome(process.exitValue(), Files.readString(out), err());
    }

    /** Waits for the end. */
    Waggle.Outcome outcome() throws IOException, InterruptedException {
        return outcome(PATIENCE);
    }

    private String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package org.waggle.integration;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program of this machine. */
final class Program {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Program() {}

    /**
     * The beginning of a command that starts a class of this JVM's class path in another one.
     *
     * @param options of that JVM; what Spark needs of Java's modules is added
     */
    static List<String> java(List<String> options, String type) {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(options);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Dio.netty"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), type));
        return command;
    }

    /** A port of this machine that nobody listens to at the moment. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Runs a command to its end; one that can't be started ends with 127. */
    static Waggle.Outcome run(List<String> command) {
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            try {
                return new Waggle.Outcome(code(command, out, err), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            return new Waggle.Outcome(127, "", String.valueOf(e.getMessage()));
        }
    }

    private static int code(List<String> command, Path out, Path err) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("%s has not ended within %s".formatted(String.join(" ", command), PATIENCE));
    }
}

package org.waggle.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program of this machine. */
final class Program {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Program() {}

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

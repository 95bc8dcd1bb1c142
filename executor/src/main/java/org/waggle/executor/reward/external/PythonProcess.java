package org.waggle.executor.reward.external;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/** A running Python that calls one function: a line of JSON in, a line of JSON out. */
final class PythonProcess {
    private static final int KEPT_LINES = 3;
    private static final int KEPT_CHARACTERS = 300;

    private final Process process;
    private final Writer requests;
    private final BufferedReader replies;
    private final Thread listener;
    private final Deque<String> errors = new ArrayDeque<>();

    private PythonProcess(Process process) {
        this.process = process;
        this.requests = process.outputWriter(UTF_8);
        this.replies = process.inputReader(UTF_8);
        this.listener = new Thread(this::listen, "waggle-python-stderr");
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts Python; it loads the file before it answers the first request. */
    static PythonProcess start(PythonReward reward) {
        try {
            return new PythonProcess(
                    new ProcessBuilder(reward.executable(), "-u", "-c", script(), reward.file(), reward.function())
                            .start());
        } catch (IOException e) {
            throw new RunException(
                    FailureKind.RESOURCE,
                    "Cannot start Python for %s: %s (see the reward's key executable)"
                            .formatted(reward, e.getMessage()),
                    e);
        }
    }

    private static String script() throws IOException {
        try (InputStream in = PythonProcess.class.getResourceAsStream("worker.py")) {
            return new String(Objects.requireNonNull(in, "worker.py").readAllBytes(), UTF_8);
        }
    }

    /** The reply to a request. Blocks until it is there, or the process has ended. */
    String ask(String request) {
        try {
            requests.write(request);
            requests.write('\n');
            requests.flush();
            String reply = replies.readLine();
            if (reply == null) {
                throw new IOException("it ended");
            }
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** The end of what it wrote to standard error, for messages; empty if it wrote nothing. */
    String lastWords() throws InterruptedException {
        listener.join(1000);
        synchronized (errors) {
            String words = String.join(" | ", errors);
            String kept = words.substring(Math.max(0, words.length() - KEPT_CHARACTERS));
            return kept.isEmpty() ? "" : "; standard error: " + kept;
        }
    }

    private void listen() {
        try (BufferedReader lines = process.errorReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (errors) {
                    errors.add(line.strip());
                    if (errors.size() > KEPT_LINES) {
                        errors.remove();
                    }
                }
            }
        } catch (IOException e) {
            // The process is gone, and with it the rest of what it wrote.
            return;
        }
    }
}

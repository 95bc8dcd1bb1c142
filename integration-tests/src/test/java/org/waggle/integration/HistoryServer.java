package org.waggle.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Spark's History Server, in a JVM of its own.
 *
 * @param process the server
 * @param port where it listens
 */
record HistoryServer(Process process, int port) implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 90;

    /**
     * Starts one.
     *
     * @param folder where its log goes
     * @param events where runs have written what happened
     */
    static HistoryServer start(Path folder, Path events) throws IOException {
        int port = Program.freePort();
        List<String> command = Program.java(
                List.of(
                        "-Xmx512m",
                        "-Dspark.history.fs.logDirectory=" + events.toUri(),
                        "-Dspark.history.ui.port=" + port),
                "org.apache.spark.deploy.history.HistoryServer");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("history-server.log").toFile())
                .start();
        return new HistoryServer(process, port);
    }

    /** What it says of the only application, once it has read its log. */
    String get(String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            JsonNode applications = new ObjectMapper().readTree(ask("/api/v1/applications"));
            if (applications.path(0).has("id")) {
                return ask("/api/v1/applications/%s%s"
                        .formatted(applications.get(0).get("id").asText(), path));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("The History Server shows no application within %d s".formatted(PATIENCE_SECONDS));
    }

    private String ask(String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            // It isn't there yet.
            return "[]";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package org.waggle.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * An object store on this machine, moto's: what it is asked by S3A it answers as S3 does, put-if-absent included.
 *
 * @param process the server
 * @param address where it listens
 */
record S3Server(Process process, URI address) implements AutoCloseable {
    /** The only bucket. */
    static final String BUCKET = "s3a://waggle-test";

    private static final int PATIENCE_SECONDS = 60;

    /**
     * Starts one.
     *
     * @param python a Python with {@code moto[server]}
     */
    static S3Server start(String python, Path folder) throws IOException, InterruptedException {
        int port = Program.freePort();
        Process process = new ProcessBuilder(python, "-m", "moto.server", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        S3Server server = new S3Server(process, URI.create("http://127.0.0.1:" + port));
        server.await();
        return server;
    }

    private void await() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new AssertionError(
                        "moto doesn't start (pip install 'moto[server]', and name that Python by -Dwaggle.s3)");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Makes the bucket, too. */
    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/waggle-test"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What Hadoop needs to find it. */
    Map<String, String> settings() {
        return new TreeMap<>(Map.of(
                "fs.s3a.endpoint", address.toString(),
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.access.key", "test",
                "fs.s3a.secret.key", "test"));
    }

    Configuration configuration() {
        Configuration configuration = new Configuration();
        settings().forEach(configuration::set);
        return configuration;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

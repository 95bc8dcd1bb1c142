package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.JsonLinesLog;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Seed;
import org.waggle.integration.component.SwarmJob;

/** Three jobs that meet on one HDFS, each killed and started again at seeded moments, and a datanode lost. */
class PeersOnHdfsIT {
    private static final int ROUNDS = 60;
    private static final int KILLS = 6;
    private static final int POLL_MILLIS = 50;
    private static final List<String> JOBS = List.of("ada", "bobby", "eve-3");

    @TempDir
    private Path folder;

    private final Map<String, Process> running = new HashMap<>();

    @Test
    void allFinishAndNoGroupIsUsedTwice() throws IOException, InterruptedException {
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("disks").toString());
        configuration.setInt("dfs.replication", 2);
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(3).build()) {
            cluster.waitActive();
            String root = cluster.getFileSystem().getUri().toString();
            Storage storage = new Storage(new Configuration());
            for (String job : JOBS) {
                start(root, job);
            }
            for (int kill = 0; kill < KILLS; kill++) {
                Seed seed = new Seed(5).at(kill);
                String job = JOBS.get((int) seed.at("job").below(JOBS.size()));
                awaitRound(
                        storage,
                        root,
                        job,
                        kill * ROUNDS / KILLS + (int) seed.at("when").below(5));
                running.get(job).destroyForcibly().waitFor();
                if (kill == KILLS / 2) {
                    cluster.stopDataNode(0);
                }
                start(root, job);
            }
            for (String job : JOBS) {
                assertThat(running.get(job).waitFor(3, TimeUnit.MINUTES))
                        .as(job)
                        .isTrue();
                assertThat(running.get(job).exitValue()).as(errors()).isZero();
                requireClean(storage, root, job);
            }
        } finally {
            running.values().forEach(Process::destroyForcibly);
        }
    }

    /** Each round is recorded once, each of its groups is drawn once, and most rounds have drawn what they wanted. */
    private static void requireClean(Storage storage, String root, String job) throws IOException {
        List<Integer> rounds = new ArrayList<>();
        List<Integer> published = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : lines(storage, root, job)) {
            JsonNode node = mapper.readTree(line);
            boolean isPublished = !node.path("published").asText().isEmpty();
            (isPublished ? published : rounds).add(node.path("step").asInt());
            node.path("drawn")
                    .path("taken")
                    .forEach(taken -> ids.add(taken.path("id").asText()));
            assertThat(node.path("drawn").path("refused")).as(line).isEmpty();
        }
        assertThat(rounds).as(job).hasSize(ROUNDS).doesNotHaveDuplicates();
        assertThat(published).as(job).hasSize(ROUNDS).doesNotHaveDuplicates();
        assertThat(ids).as(job).doesNotHaveDuplicates().hasSizeGreaterThan(ROUNDS);
    }

    private void awaitRound(Storage storage, String root, String job, int round)
            throws IOException, InterruptedException {
        Process process = running.get(job);
        boolean hasEnded = false;
        while (!hasEnded && lines(storage, root, job).size() < 2 * round) {
            hasEnded = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
        assertThat(!hasEnded || process.exitValue() == 0).as(errors()).isTrue();
    }

    private static List<String> lines(Storage storage, String root, String job) {
        return JsonLinesLog.lines(
                storage, new org.apache.hadoop.fs.Path(root + "/runs/" + job + "/exchange/policy.jsonl"));
    }

    private void start(String root, String job) throws IOException {
        running.put(
                job,
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SwarmJob.class.getName(),
                                root,
                                job,
                                Integer.toString(ROUNDS),
                                folder.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(Files.createTempFile(folder, job, ".err").toFile())
                        .start());
    }

    private String errors() throws IOException {
        StringBuilder errors = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".err")).toList()) {
                errors.append(Files.readString(file));
            }
        }
        return errors.toString();
    }
}

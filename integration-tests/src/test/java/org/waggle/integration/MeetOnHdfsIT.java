package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.JsonLinesLog;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Seed;

/** Three jobs that meet on one HDFS, each killed and started again at seeded moments, and a datanode lost. */
class MeetOnHdfsIT {
    private static final int STEPS = 13;
    private static final int WARM_UP = 3;
    private static final int KILLS = 2;
    private static final List<String> JOBS = List.of("ada", "ben", "cyd");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Storage STORAGE = new Storage(new Configuration());

    @TempDir
    private Path folder;

    @Test
    void allFinishAndNoGroupIsUsedTwice() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("disks").toString());
        configuration.setInt("dfs.replication", 2);
        // A namenode that notices within seconds what takes it ten minutes otherwise.
        configuration.setInt("dfs.heartbeat.interval", 1);
        configuration.setInt("dfs.namenode.heartbeat.recheck-interval", 1_000);
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(3).build()) {
            cluster.waitActive();
            String root = cluster.getFileSystem().getUri().toString();
            MeetingJobs jobs = MeetingJobs.in(folder, root + "/meeting");
            ExecutorService threads = Executors.newFixedThreadPool(JOBS.size());
            List<Future<Waggle.Outcome>> outcomes = new ArrayList<>();
            for (String job : JOBS) {
                outcomes.add(threads.submit(() -> disturbed(cluster, jobs, root + "/runs/" + job)));
            }
            threads.shutdown();
            for (Future<Waggle.Outcome> outcome : outcomes) {
                assertThat(outcome.get().code()).as(outcome.get().err()).isZero();
            }
            for (String job : JOBS) {
                requireClean(root + "/runs/" + job);
            }
        }
    }

    private Waggle.Outcome disturbed(MiniDFSCluster cluster, MeetingJobs jobs, String run) throws Exception {
        int seed = run.hashCode();
        String[] command = Waggle.onSpark(
                "local[1]",
                List.of(jobs.command(
                        run, 7 + seed % 5, "--resume", "auto", "--set", "phases.grpo.steps=" + (STEPS - WARM_UP))));
        Path own = Files.createTempDirectory(folder, "job");
        for (int kill = 0; kill < KILLS; kill++) {
            int step = WARM_UP + (int) new Seed(seed).at(kill).below(STEPS - WARM_UP - 1);
            try (WaggleProcess process = WaggleProcess.of(own, command)) {
                process.await(() -> hasStep(run, step)).kill();
            }
            if (kill == 0 && run.endsWith(JOBS.get(0))) {
                cluster.stopDataNode(0);
            }
        }
        try (WaggleProcess process = WaggleProcess.of(own, command)) {
            return process.outcome(PATIENCE);
        }
    }

    private static boolean hasStep(String run, int step) {
        return lines(run + "/metrics.jsonl").size() >= step;
    }

    private static List<String> lines(String file) {
        return JsonLinesLog.lines(STORAGE, new org.apache.hadoop.fs.Path(file));
    }

    /** Each round is recorded once, each group is drawn once, and what is trained on is in the ledger once. */
    private static void requireClean(String run) throws IOException {
        List<Integer> rounds = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (String line : lines(run + "/exchange/policy.jsonl")) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (node.path("published").asText().isEmpty()) {
                rounds.add(node.path("step").asInt());
            }
            node.path("drawn")
                    .path("taken")
                    .forEach(taken -> ids.add(taken.path("id").asText()));
            assertThat(node.path("drawn").path("refused")).as(line).isEmpty();
        }
        assertThat(rounds).as(run).hasSize(STEPS - WARM_UP).doesNotHaveDuplicates();
        assertThat(ids).as(run).isNotEmpty().doesNotHaveDuplicates();
        Waggle.Outcome audit = Waggle.run("audit", run);
        assertThat(audit.code()).as(audit.out()).isZero();
    }
}

package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;
import org.waggle.integration.component.Faults;

/** The file system of a run's folder fails while the run is at work. */
class HdfsFaultsIT {
    private static final int BLOCK_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    private MiniDFSCluster hdfs;
    private DisturbedRuns runs;
    private String run = "";

    @BeforeEach
    void start() throws IOException {
        runs = DisturbedRuns.in(folder);
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("disks").toString());
        // A quota counts a block that is being written as a whole one.
        configuration.setInt("dfs.blocksize", BLOCK_BYTES);
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(3).build();
        hdfs.waitActive();
        run = hdfs.getFileSystem().getUri() + "/runs/tiny";
    }

    @AfterEach
    void stop() {
        hdfs.close();
    }

    @Test
    void aDatanodeThatDiesIsNotNoticed() throws Exception {
        Faults.plant(folder, "gradient-4", Faults.Kind.WAIT);
        try (WaggleProcess process = train()) {
            process.await(Faults.paused(folder, "gradient-4"));
            assertThat(hdfs.stopDataNode(0)).isNotNull();
            Faults.release(folder, "gradient-4");
            Waggle.Outcome outcome = process.outcome();

            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertUnharmed();
        }
    }

    @Test
    void aFullFileSystemIsOneMessageAndTheRunGoesOnFromItsCheckpoint() throws Exception {
        Faults.plant(folder, "gradient-6", Faults.Kind.WAIT);
        try (WaggleProcess process = train()) {
            process.await(Faults.paused(folder, "gradient-6"));
            quota(hdfs.getFileSystem()
                    .getContentSummary(new org.apache.hadoop.fs.Path(run))
                    .getSpaceConsumed());
            Faults.release(folder, "gradient-6");
            Waggle.Outcome outcome = process.outcome();

            assertThat(outcome.code()).as(outcome.err()).isEqualTo(4);
            assertThat(outcome.err().lines().filter(line -> line.startsWith("waggle:")))
                    .singleElement()
                    .asString()
                    .startsWith("waggle: Cannot write " + run)
                    .contains("The DiskSpace quota of /runs/tiny is exceeded");
        }
        Waggle.Outcome audit = Waggle.run("audit", run);
        assertThat(audit.code()).as(audit.out()).isZero();

        quota(HdfsConstants.QUOTA_RESET);
        Waggle.Outcome resumed = Waggle.spark("local[2]", "train", "--resume", run);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertUnharmed();
    }

    private WaggleProcess train() throws IOException {
        return WaggleProcess.start(folder, "train", runs.recipe(), "--run", run);
    }

    private void quota(long bytes) throws IOException {
        DistributedFileSystem files = hdfs.getFileSystem();
        files.setQuota(new org.apache.hadoop.fs.Path("/runs/tiny"), HdfsConstants.QUOTA_DONT_SET, bytes);
    }

    private void assertUnharmed() throws IOException {
        byte[] model = new Storage(new Configuration())
                .read(new org.apache.hadoop.fs.Path(
                        run, "checkpoints/step-%06d/policy/model.safetensors".formatted(DisturbedRuns.LAST)));
        assertThat(model).isEqualTo(runs.expected().model(DisturbedRuns.LAST));
        Waggle.Outcome audit = Waggle.run("audit", run);
        assertThat(audit.code()).as(audit.out()).isZero();
    }
}

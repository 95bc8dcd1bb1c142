package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;
import org.waggle.integration.component.Faults;

/** A whole run whose folder lies on HDFS. */
class RunOnHdfsIT {
    @TempDir
    private Path folder;

    @Test
    void aRunOnHdfsThatFailsGoesOnToTheBitsOfOneOnTheDisk() throws IOException {
        String recipe = Waggle.tiny(folder);
        RunFiles expected = Waggle.trained(recipe, folder.resolve("expected"));
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("disks").toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build()) {
            cluster.waitActive();
            String run = cluster.getFileSystem().getUri() + "/runs/tiny";
            Faults.plant(folder, "gradient-5", Faults.Kind.THROW);

            Waggle.Outcome failed = Waggle.faulty(folder, "local[2]", "train", recipe, "--run", run);
            assertThat(failed.err()).startsWith("waggle: ").contains("planted at gradient-5");
            Waggle.Outcome resumed = Waggle.spark("local[2]", "train", "--resume", run);
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(resumed.out()).contains("step 5/7").doesNotContain("step 4/7");

            Waggle.Outcome report = Waggle.run("report", run);
            assertThat(report.out()).isEqualTo(run + "/report.html\n");
            byte[] model = new Storage(new Configuration())
                    .read(new org.apache.hadoop.fs.Path(run, "checkpoints/step-000007/policy/model.safetensors"));
            assertThat(model).isEqualTo(expected.model(7));
        }
    }
}

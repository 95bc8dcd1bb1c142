package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.JsonLinesLog;
import org.waggle.common.failure.RunException;

/** On a real HDFS. */
class StorageOnHdfsIT extends StorageContract {
    @TempDir
    private static Path disks;

    private static MiniDFSCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disks.toString());
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    String runs() {
        return "hdfs://localhost:" + cluster.getNameNodePort() + "/runs";
    }

    @Override
    Configuration configuration() {
        return new Configuration();
    }

    @Test
    void aDriverThatLostItsLogCannotGoOnWithIt() {
        JsonLinesLog abandoned = JsonLinesLog.create(storage(), run().metrics());
        abandoned.append("{\"step\":1}");

        JsonLinesLog.resume(storage(), run().metrics(), 1).close();

        assertThatThrownBy(abandoned::close).isInstanceOf(RunException.class).hasMessageStartingWith("Cannot write ");
    }
}

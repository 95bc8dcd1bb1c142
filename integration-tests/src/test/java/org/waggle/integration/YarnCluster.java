package org.waggle.integration;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** Hadoop's own resource manager, node manager and HDFS in this JVM; containers are processes of this machine. */
final class YarnCluster implements AutoCloseable {
    private static final int MEMORY_MIB = 8192;

    private final MiniDFSCluster hdfs;
    private final MiniYARNCluster yarn;
    private final Path settings;

    /**
     * Starts them.
     *
     * @param folder of the test's; disks, logs of containers and settings go there
     */
    YarnCluster(Path folder) throws IOException {
        Configuration files = new Configuration();
        files.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("disks").toString());
        hdfs = new MiniDFSCluster.Builder(files).numDataNodes(1).build();
        hdfs.waitActive();
        System.setProperty("test.build.data", folder.resolve("yarn").toString());
        yarn = new MiniYARNCluster("waggle", 1, 1, 1);
        yarn.init(configuration());
        yarn.start();
        settings = Files.createDirectory(folder.resolve("hadoop"));
        // Each of the two files overrules the defaults of its own part only.
        write("core-site.xml", yarn.getConfig());
        write("yarn-site.xml", yarn.getConfig());
    }

    private Configuration configuration() throws IOException {
        Configuration configuration = new YarnConfiguration();
        configuration.set("fs.defaultFS", hdfs.getFileSystem().getUri().toString());
        configuration.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, MEMORY_MIB);
        configuration.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
        configuration.setInt(YarnConfiguration.NM_VCORES, 8);
        configuration.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
        configuration.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
        configuration.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 100);
        Map.of("root.queues", "default", "root.default.capacity", "100", "maximum-am-resource-percent", "1")
                .forEach((key, value) -> configuration.set("yarn.scheduler.capacity." + key, value));
        return configuration;
    }

    private void write(String name, Configuration configuration) throws IOException {
        try (OutputStream out = Files.newOutputStream(settings.resolve(name))) {
            configuration.writeXml(out);
        }
    }

    /** Where clients find the settings: {@code HADOOP_CONF_DIR}. */
    Path settings() {
        return settings;
    }

    /** A path on HDFS. */
    String path(String name) throws IOException {
        return hdfs.getFileSystem().getUri() + "/" + name;
    }

    @Override
    public void close() {
        yarn.stop();
        hdfs.close();
    }
}

package org.waggle.driver.cli;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.run.RunFolders;

/** File systems for what a command reads before, or without, a Spark session. */
final class Storages {
    private static final String HADOOP = "spark.hadoop.";

    private Storages() {}

    static Storage open() {
        return open(Map.of());
    }

    /**
     * With Hadoop's settings as a session would have them: those of its own files, then what spark-submit hands on as
     * properties of the system.
     *
     * @param settings Spark settings that win over both
     */
    static Storage open(Map<String, String> settings) {
        Configuration hadoop = new Configuration();
        System.getProperties().forEach((key, value) -> set(hadoop, String.valueOf(key), String.valueOf(value)));
        settings.forEach((key, value) -> set(hadoop, key, value));
        return new Storage(hadoop);
    }

    private static void set(Configuration hadoop, String key, String value) {
        if (key.startsWith(HADOOP)) {
            hadoop.set(key.substring(HADOOP.length()), value);
        }
    }

    static RunFolders folders() {
        return new RunFolders(open());
    }
}

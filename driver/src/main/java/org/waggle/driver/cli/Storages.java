package org.waggle.driver.cli;

import org.apache.hadoop.conf.Configuration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.run.RunFolders;

/** File systems for what a command reads before, or without, a Spark session. */
final class Storages {
    private Storages() {}

    static Storage open() {
        return new Storage(new Configuration());
    }

    static RunFolders folders() {
        return new RunFolders(open());
    }
}

package org.waggle.driver.dataset;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * A folder for a snapshot that no run keeps: on the default file system, where executors see it too; deleted in the
 * end.
 *
 * @param storage where it lies
 * @param folder the folder, which need not exist
 */
public record TemporaryData(Storage storage, Path folder) implements AutoCloseable {
    /** A new folder. */
    public static TemporaryData on(Storage storage) {
        try {
            FileSystem files = FileSystem.get(storage.configuration());
            Path parent = "file".equals(files.getUri().getScheme())
                    ? new Path("file", "", System.getProperty("java.io.tmpdir"))
                    : files.getHomeDirectory();
            return new TemporaryData(storage, new Path(parent, ".waggle-data-" + UUID.randomUUID()));
        } catch (IOException e) {
            throw new RunException(
                    FailureKind.RESOURCE,
                    "Cannot open the default file system: %s (see fs.defaultFS)".formatted(e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        storage.delete(folder);
    }
}

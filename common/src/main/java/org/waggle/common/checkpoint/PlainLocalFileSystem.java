package org.waggle.common.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without child processes: where Hadoop's native library is missing, as in Spark's
 * distribution, it runs {@code chmod} for every file that it makes. Hadoop opens it by name.
 */
public final class PlainLocalFileSystem extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        try {
            setMode(pathToFile(path).toPath(), permission);
        } catch (UnsupportedOperationException e) {
            super.setPermission(path, permission);
        }
    }

    private static void setMode(java.nio.file.Path file, FsPermission permission) throws IOException {
        if (permission.getStickyBit()) {
            // POSIX permissions of Java have none.
            Files.setAttribute(file, "unix:mode", (int) permission.toShort());
            return;
        }
        String letters = permission.getUserAction().SYMBOL
                + permission.getGroupAction().SYMBOL
                + permission.getOtherAction().SYMBOL;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(letters));
    }
}

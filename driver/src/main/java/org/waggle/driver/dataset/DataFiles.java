package org.waggle.driver.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.executor.task.DataFormat;

/** Finds the files that a path means: a file, all of a folder with the format's endings, or what a pattern fits. */
record DataFiles(Storage storage, DataFormat format) {
    /**
     * The files, by path.
     *
     * @throws RunException if there is none
     */
    List<FileStatus> of(String path) {
        try {
            FileStatus[] named = fileSystem(path).globStatus(storage.qualified(path));
            if (named == null || named.length == 0) {
                throw RunException.input("Cannot read data %s: there is no such file or folder", path);
            }
            List<FileStatus> files = new ArrayList<>();
            for (FileStatus status : named) {
                files.addAll(status.isDirectory() ? inside(status.getPath()) : List.of(status));
            }
            if (files.isEmpty()) {
                throw RunException.input(
                        "Cannot read data %s: no file in it ends in %s (see format)",
                        path, String.join(" or ", format.endings()));
            }
            files.sort(Comparator.comparing(status -> status.getPath().toString()));
            return files;
        } catch (FileNotFoundException e) {
            throw RunException.input("Cannot read data %s: there is no such file or folder", path);
        } catch (IOException e) {
            throw new RunException(FailureKind.RESOURCE, "Cannot read data %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private FileSystem fileSystem(String path) {
        return storage.fileSystem(storage.qualified(path));
    }

    private List<FileStatus> inside(Path folder) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = storage.fileSystem(folder).listFiles(folder, true);
        while (all.hasNext()) {
            FileStatus file = all.next();
            if (format.fits(file.getPath().getName()) && !isHidden(folder, file.getPath())) {
                files.add(file);
            }
        }
        return files;
    }

    /** Whether the file, or a folder between, begins like what a job that didn't finish leaves behind. */
    private static boolean isHidden(Path folder, Path file) {
        for (Path part = file; part != null && !part.equals(folder); part = part.getParent()) {
            if (part.getName().startsWith("_") || part.getName().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}

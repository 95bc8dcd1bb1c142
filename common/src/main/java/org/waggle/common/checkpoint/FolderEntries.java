package org.waggle.common.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/** The first entries of a folder, however many it has: one after the other, where Hadoop's listing has all at once. */
final class FolderEntries {
    private FolderEntries() {}

    static List<FileStatus> some(FileSystem files, Path folder, int most) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        try {
            if (files instanceof PlainLocalFileSystem local) {
                addLocal(local, folder, most, found);
            } else {
                RemoteIterator<FileStatus> entries = files.listStatusIterator(folder);
                while (found.size() < most && entries.hasNext()) {
                    found.add(entries.next());
                }
            }
        } catch (FileNotFoundException | NoSuchFileException e) {
            // There is none, or it has just been deleted.
        }
        found.sort(Comparator.comparing(status -> status.getPath().getName()));
        return found;
    }

    /** Hadoop's iterator of local folders is a listing of all of it. */
    private static void addLocal(RawLocalFileSystem files, Path folder, int most, List<FileStatus> found)
            throws IOException {
        try (DirectoryStream<java.nio.file.Path> entries =
                Files.newDirectoryStream(files.pathToFile(folder).toPath())) {
            Iterator<java.nio.file.Path> each = entries.iterator();
            while (found.size() < most && each.hasNext()) {
                // Made of parts, as a name may look like a URI.
                Path name = new Path(null, null, each.next().getFileName().toString());
                addExisting(files, new Path(folder, name), found);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void addExisting(RawLocalFileSystem files, Path path, List<FileStatus> found) throws IOException {
        try {
            found.add(files.getFileStatus(path));
        } catch (FileNotFoundException e) {
            // Deleted since, or a link to nowhere.
        }
    }
}

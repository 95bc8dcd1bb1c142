package org.waggle.common.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * The file systems that Hadoop knows, with the few promises that runs need of them: a small file appears whole or not
 * at all, and one of several writers wins. Renames are atomic on {@code file:}, {@code hdfs:} and {@code viewfs:}; in
 * object stores a file appears when it is closed, so there it is written in its place.
 *
 * <p>Every failure is a {@link RunException} that names the path.
 */
public final class Storage {
    private static final String LOCAL = "file";
    private static final Set<String> ATOMIC_RENAME = Set.of(LOCAL, "hdfs", "viewfs");
    private static final String PUT_IF_ABSENT = Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

    private static final String UNFINISHED = "_";

    private final Configuration configuration;
    private final Configuration local;

    /**
     * Storage as Hadoop is configured; local files are used plainly, without {@code .crc} files beside them, so that
     * they can be appended to and other programs see nothing strange.
     *
     * @param base Hadoop's settings; copied
     */
    public Storage(Configuration base) {
        configuration = new Configuration(base);
        configuration.setClassLoader(Storage.class.getClassLoader());
        // A log that is being written would end with the first datanode lost where there is none to take its place.
        configuration.setBoolean(HdfsClientConfigKeys.BlockWrite.ReplaceDatanodeOnFailure.BEST_EFFORT_KEY, true);
        local = new Configuration(configuration);
        local.set("fs.file.impl", PlainLocalFileSystem.class.getName());
        // Hadoop's cache is keyed without the settings: it would hand out whichever local file system came first.
        local.setBoolean("fs.file.impl.disable.cache", true);
    }

    /** Hadoop's settings; not a copy. */
    public Configuration configuration() {
        return configuration;
    }

    /**
     * Hadoop's settings for a path. Those of a local one are for nothing else: S3A buffers in local files, and wants
     * Hadoop's own file system for them.
     */
    public Configuration configuration(Path path) {
        String scheme = path.toUri().getScheme();
        String named = scheme == null ? FileSystem.getDefaultUri(configuration).getScheme() : scheme;
        return LOCAL.equals(named) ? local : configuration;
    }

    /** The file system of a path; shared, never to be closed. */
    public FileSystem fileSystem(Path path) {
        try {
            return path.getFileSystem(configuration(path));
        } catch (IOException | RuntimeException e) {
            throw new RunException(
                    FailureKind.INPUT, "Cannot open the file system of %s: %s".formatted(path, reason(e)), e);
        }
    }

    /**
     * A path as the user wrote it, made absolute: executors work in other folders.
     *
     * @throws RunException if it is none
     */
    public Path qualified(String path) {
        Path written = parsed(path);
        return fileSystem(written).makeQualified(written);
    }

    private static Path parsed(String path) {
        try {
            return new Path(path);
        } catch (IllegalArgumentException e) {
            throw RunException.input("Invalid path: '%s' (must be a path or a URI: %s)", path, reason(e));
        }
    }

    /** A path as a person would write it: local ones without their scheme, and relative to the working folder. */
    public static String shown(Path path) {
        if (!LOCAL.equals(path.toUri().getScheme())) {
            return path.toString();
        }
        String local = path.toUri().getPath();
        String here = System.getProperty("user.dir") + "/";
        return local.startsWith(here) ? local.substring(here.length()) : local;
    }

    /** Whether there is a file or folder. */
    public boolean exists(Path path) {
        return reading(path, () -> fileSystem(path).exists(path));
    }

    /** Length of a file in bytes; -1 if there is none. */
    public long length(Path path) {
        return status(path).map(FileStatus::getLen).orElse(-1L);
    }

    /** When a file was last written, by its store's clock, since 1970; nothing if there is none. */
    public OptionalLong writtenMillis(Path path) {
        return status(path).stream().mapToLong(FileStatus::getModificationTime).findFirst();
    }

    private Optional<FileStatus> status(Path path) {
        return reading(path, () -> {
            try {
                return Optional.of(fileSystem(path).getFileStatus(path));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** A file's bytes; it must fit into memory. */
    public byte[] read(Path path) {
        return reading(path, () -> {
            try (FSDataInputStream in = fileSystem(path).open(path)) {
                return in.readAllBytes();
            }
        });
    }

    /**
     * A file's first bytes.
     *
     * @param most how many are read at most
     */
    public byte[] read(Path path, int most) {
        return reading(path, () -> {
            try (FSDataInputStream in = fileSystem(path).open(path)) {
                return in.readNBytes(most);
            }
        });
    }

    /** What lies in a folder, by name; nothing if there is no such folder. */
    public List<FileStatus> list(Path folder) {
        return reading(folder, () -> {
            try {
                List<FileStatus> found =
                        new ArrayList<>(Arrays.asList(fileSystem(folder).listStatus(folder)));
                found.sort(Comparator.comparing(status -> status.getPath().getName()));
                return found;
            } catch (FileNotFoundException e) {
                return List.<FileStatus>of();
            }
        });
    }

    /**
     * Some of what lies in a folder that others may have filled, by name; nothing if there is no such folder. What is
     * more isn't read, so memory is bounded: which are left out is the file system's choice.
     *
     * @param most how many at most
     */
    public List<FileStatus> listSome(Path folder, int most) {
        return reading(folder, () -> FolderEntries.some(fileSystem(folder), folder, most));
    }

    /** Makes a folder and those above it; nothing happens if it is there. */
    public void makeFolder(Path folder) {
        writing(folder, () -> {
            if (!fileSystem(folder).mkdirs(folder)) {
                throw new IOException("the folder cannot be made");
            }
            return folder;
        });
    }

    /** Says who may use a file or a folder. */
    public void setPermission(Path path, FsPermission permission) {
        writing(path, () -> {
            fileSystem(path).setPermission(path, permission);
            return path;
        });
    }

    /** Deletes a file or a folder with all that is in it; nothing happens if there is none. */
    public void delete(Path path) {
        writing(path, () -> fileSystem(path).delete(path, true));
    }

    /** Opens a file for writing, in place of one of that name. */
    public FSDataOutputStream create(Path path) {
        return writing(path, () -> fileSystem(path).create(path, true));
    }

    /** Writes a small file whole or not at all, in place of one of that name. */
    public void replace(Path path, byte[] bytes) {
        replaceBy(path, target -> write(fileSystem(target).create(target, true), bytes));
    }

    /**
     * Writes a file of any size whole or not at all, in place of one of that name.
     *
     * @param writer writes and closes the file that it is told
     */
    public void replaceBy(Path path, FileWriter writer) {
        writing(path, () -> {
            if (renamesAtomically(path)) {
                Path temporary = temporary(path);
                try {
                    writer.write(temporary);
                    moveOver(temporary, path);
                } finally {
                    fileSystem(path).delete(temporary, false);
                }
            } else {
                writer.write(path);
            }
            return path;
        });
    }

    /** Writes one file. */
    public interface FileWriter {
        /** Writes and closes a file of that name. */
        void write(Path path) throws IOException;
    }

    /**
     * Writes a small file if none of that name is there: of several writers one wins. Its folder must be there; on a
     * local disk others may see the file before its bytes.
     *
     * @return whether this one has
     */
    public boolean putOnce(Path path, byte[] bytes) {
        return writing(path, () -> {
            try {
                put(path, bytes);
                return true;
            } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
                return false;
            }
        });
    }

    private void put(Path path, byte[] bytes) throws IOException {
        FileSystem files = fileSystem(path);
        if (files instanceof RawLocalFileSystem local) {
            // Hadoop looks first and renames then; two may win.
            Files.write(local.pathToFile(path).toPath(), bytes, StandardOpenOption.CREATE_NEW);
        } else if (renamesAtomically(path)) {
            Path temporary = temporary(path);
            try {
                write(files.create(temporary, false), bytes);
                FileContext.getFileContext(path.toUri(), configuration).rename(temporary, path, Options.Rename.NONE);
            } finally {
                files.delete(temporary, false);
            }
        } else if (files.hasPathCapability(path, PUT_IF_ABSENT)) {
            putIfAbsent(files, path, bytes);
        } else {
            write(files.create(path, false), bytes);
        }
    }

    private static void putIfAbsent(FileSystem files, Path path, byte[] bytes) throws IOException {
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path);
        builder.recursive();
        builder.must(PUT_IF_ABSENT, true);
        try {
            write((FSDataOutputStream) builder.build(), bytes);
        } catch (PathIOException e) {
            // S3A says of a file that another has put in the meantime that it has changed.
            if (files.exists(path)) {
                throw new FileAlreadyExistsException(e.getMessage());
            }
            throw e;
        }
    }

    /** Where to write a file that is to appear whole under a name: the name itself where files appear when closed. */
    Path place(Path path) {
        return renamesAtomically(path) ? temporary(path) : path;
    }

    /** Makes a closed file appear. */
    void settle(Path place, Path path) throws IOException {
        if (!place.equals(path)) {
            moveOver(place, path);
        }
    }

    /** Closes a file that isn't to appear, and never removes one that another writer made appear. */
    void giveUp(FSDataOutputStream out, Path place, Path path) throws IOException {
        if (place.equals(path) && out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
            out.abort();
        }
        try (out) {
            // Nothing more is written.
        } finally {
            if (!place.equals(path)) {
                delete(place);
            }
        }
    }

    /** Whether a name is that of a file that is being written, or that a kill left unfinished. */
    static boolean isTemporary(Path path) {
        return path.getName().startsWith(UNFINISHED);
    }

    private void moveOver(Path source, Path target) throws IOException {
        if (fileSystem(target) instanceof RawLocalFileSystem local) {
            Files.move(
                    local.pathToFile(source).toPath(),
                    local.pathToFile(target).toPath(),
                    StandardCopyOption.ATOMIC_MOVE);
        } else {
            FileContext.getFileContext(target.toUri(), configuration).rename(source, target, Options.Rename.OVERWRITE);
        }
    }

    private boolean renamesAtomically(Path path) {
        return ATOMIC_RENAME.contains(fileSystem(path).getUri().getScheme());
    }

    private static Path temporary(Path path) {
        return new Path(path.getParent(), UNFINISHED + path.getName() + "." + UUID.randomUUID());
    }

    private static void write(FSDataOutputStream out, byte[] bytes) throws IOException {
        try (out) {
            out.write(bytes);
            out.hsync();
        }
    }

    /** Work on files that may fail. */
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T reading(Path path, Work<T> work) {
        try {
            return work.run();
        } catch (FileNotFoundException e) {
            throw new RunException(FailureKind.INPUT, "Cannot read %s: there is no such file".formatted(path), e);
        } catch (IOException e) {
            throw new RunException(FailureKind.RESOURCE, "Cannot read %s: %s".formatted(path, reason(e)), e);
        }
    }

    static <T> T writing(Path path, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new RunException(FailureKind.RESOURCE, "Cannot write %s: %s".formatted(path, reason(e)), e);
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}

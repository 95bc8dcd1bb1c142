package org.waggle.common.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.failure.RunException;

/**
 * The checkpoints of a run: {@code step-000040/} with its files, and in it {@code manifest.json}, which is written last
 * and whole. A folder without a manifest is a checkpoint that was never finished, and nobody sees it.
 */
public final class CheckpointStore {
    private static final String MANIFEST = "manifest.json";
    private static final Pattern FOLDER = Pattern.compile("step-(\\d{6,9})");
    static final String REMEDY = "(remove that folder: then the one before it is taken)";
    private static final int BUFFER_BYTES = 1 << 20;

    private final Storage storage;
    private final Path root;

    /**
     * The checkpoints in a folder, which need not exist.
     *
     * @param root folder of all checkpoints of the run
     */
    public CheckpointStore(Storage storage, Path root) {
        this.storage = storage;
        this.root = root;
    }

    /** Folder of all checkpoints. */
    public Path root() {
        return root;
    }

    /** Folder of the checkpoint after a step. */
    public Path folder(int step) {
        return new Path(root, "step-%06d".formatted(step));
    }

    /**
     * Makes room for the checkpoint after a step: what a driver that died there has left is removed.
     *
     * @return the folder that its files go into, at their final names
     */
    public Path begin(int step) {
        Path folder = folder(step);
        remove(folder);
        storage.makeFolder(folder);
        return folder;
    }

    /** Writes one small file of the checkpoint after a step. */
    public CheckpointFile write(int step, String name, byte[] bytes) {
        try (CheckpointOutput out = CheckpointOutput.create(storage, folder(step), name)) {
            out.write(ByteBuffer.wrap(bytes));
            return out.finish();
        }
    }

    /**
     * Makes a checkpoint visible.
     *
     * @throws RunException if one of its files is missing or of another length; the checkpoint stays invisible
     */
    public void commit(Manifest manifest) {
        manifest.files().forEach(file -> verifyLength(manifest, file));
        removeUnfinished(manifest);
        storage.replace(new Path(folder(manifest.step()), MANIFEST), manifest.toJson());
    }

    /** Executors that were killed leave behind what they were writing. */
    private void removeUnfinished(Manifest manifest) {
        manifest.files().stream()
                .map(file -> new Path(folder(manifest.step()), file.path()).getParent())
                .distinct()
                .flatMap(folder -> storage.list(folder).stream())
                .map(FileStatus::getPath)
                .filter(Storage::isTemporary)
                .forEach(storage::delete);
    }

    /** The finished checkpoints whose manifest can be read, oldest first. */
    public List<Manifest> list() {
        return steps().stream()
                .flatMap(step -> readable(step, warning -> {}).stream())
                .toList();
    }

    /**
     * Reads every file of every finished checkpoint once.
     *
     * @return what is wrong, by the step of the checkpoint, rising; one that is whole isn't in it
     */
    public SortedMap<Integer, String> damage() {
        SortedMap<Integer, String> damage = new TreeMap<>();
        for (int step : steps()) {
            readable(step, reason -> damage.put(step, reason))
                    .ifPresent(manifest -> intact(manifest, reason -> damage.put(step, reason)));
        }
        return damage;
    }

    /** The newest finished checkpoint whose manifest can be read; its files are not looked at. */
    public Optional<Manifest> latest() {
        List<Manifest> all = list();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * The checkpoint after a step.
     *
     * @throws RunException if there is none, or its manifest can't be read
     */
    public Manifest at(int step) {
        if (!steps().contains(step)) {
            throw RunException.input(
                    "Cannot read checkpoint %s: there is no finished one of that step (finished: %s)",
                    folder(step),
                    steps().isEmpty()
                            ? "none"
                            : steps().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return Manifest.parse(folder(step).toString(), storage.read(new Path(folder(step), MANIFEST)));
    }

    /**
     * The newest checkpoint that is whole: its manifest can be read, and lengths and checksums of its files agree.
     *
     * @param warning told of each newer one that is skipped, and why
     * @return nothing if no checkpoint was ever finished
     * @throws RunException if there are finished checkpoints and none of them is whole
     */
    public Optional<Manifest> latestIntact(Consumer<String> warning) {
        List<Integer> newestFirst =
                steps().stream().sorted(Comparator.reverseOrder()).toList();
        for (int step : newestFirst) {
            Optional<Manifest> found = readable(step, warning).filter(manifest -> intact(manifest, warning));
            if (found.isPresent()) {
                return found;
            }
        }
        if (!newestFirst.isEmpty()) {
            throw RunException.input(
                    "Cannot resume from %s: none of its %d checkpoints is intact (the newest is step %d; remove that folder to begin the run anew with --resume)",
                    root, newestFirst.size(), newestFirst.get(0));
        }
        return Optional.empty();
    }

    /**
     * Reads every file of a checkpoint once.
     *
     * @throws RunException if a file is missing or differs from what the manifest says; it names the file
     */
    public void verify(Manifest manifest) {
        manifest.files().forEach(file -> verify(manifest, file));
    }

    /**
     * Reads every file of one model of a checkpoint once; optimizer shards and other models are not looked at.
     *
     * @param model the model's folder in the checkpoint
     * @throws RunException if a file is missing or differs from what the manifest says; it names the file
     */
    public void verify(Manifest manifest, String model) {
        manifest.files().stream()
                .filter(file -> file.path().startsWith(model + "/"))
                .forEach(file -> verify(manifest, file));
    }

    private void verify(Manifest manifest, CheckpointFile file) {
        verifyLength(manifest, file);
        Path path = new Path(folder(manifest.step()), file.path());
        if (!Storage.reading(path, () -> sha256(path)).equals(file.sha256())) {
            throw broken(manifest, "%s is damaged: its checksum differs".formatted(file.path()));
        }
    }

    /**
     * Removes checkpoints that are no longer wanted, and what unfinished ones before the newest have left behind.
     *
     * @param keepLast number of newest ones to keep, at least 1
     * @param best step of one more to keep
     */
    public void prune(int keepLast, OptionalInt best) {
        List<Integer> finished = steps();
        List<Integer> newest = finished.subList(Math.max(0, finished.size() - keepLast), finished.size());
        for (FileStatus status : storage.list(root)) {
            OptionalInt step = step(status);
            if (step.isPresent()
                    && !newest.isEmpty()
                    && step.getAsInt() < newest.get(newest.size() - 1)
                    && !newest.contains(step.getAsInt())
                    && !step.equals(best)) {
                remove(status.getPath());
            }
        }
    }

    /** Removes every checkpoint after a step: a run that goes on from there writes its own. */
    public void cutAfter(int step) {
        for (FileStatus status : storage.list(root)) {
            if (step(status).orElse(0) > step) {
                remove(status.getPath());
            }
        }
    }

    private void remove(Path folder) {
        storage.delete(new Path(folder, MANIFEST));
        storage.delete(folder);
    }

    private List<Integer> steps() {
        return storage.list(root).stream()
                .filter(status -> storage.exists(new Path(status.getPath(), MANIFEST)))
                .flatMapToInt(status -> step(status).stream())
                .sorted()
                .boxed()
                .toList();
    }

    private static OptionalInt step(FileStatus status) {
        Matcher name = FOLDER.matcher(status.getPath().getName());
        return status.isDirectory() && name.matches()
                ? OptionalInt.of(Integer.parseInt(name.group(1)))
                : OptionalInt.empty();
    }

    private Optional<Manifest> readable(int step, Consumer<String> warning) {
        try {
            return Optional.of(at(step));
        } catch (RunException e) {
            warning.accept(e.getMessage());
            return Optional.empty();
        }
    }

    private boolean intact(Manifest manifest, Consumer<String> warning) {
        try {
            verify(manifest);
            return true;
        } catch (RunException e) {
            warning.accept(e.getMessage());
            return false;
        }
    }

    private void verifyLength(Manifest manifest, CheckpointFile file) {
        long length = storage.length(new Path(folder(manifest.step()), file.path()));
        if (length < 0) {
            throw broken(manifest, "%s is missing".formatted(file.path()));
        }
        if (length != file.bytes()) {
            throw broken(
                    manifest,
                    "%s is damaged: it has %d bytes, its manifest says %d"
                            .formatted(file.path(), length, file.bytes()));
        }
    }

    private RunException broken(Manifest manifest, String what) {
        return RunException.input("Cannot read checkpoint %s: %s %s", folder(manifest.step()), what, REMEDY);
    }

    private String sha256(Path path) throws IOException {
        MessageDigest digest = CheckpointOutput.sha256();
        try (InputStream in = new DigestInputStream(storage.fileSystem(path).open(path, BUFFER_BYTES), digest)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int count = in.read(buffer);
            while (count >= 0) {
                count = in.read(buffer);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

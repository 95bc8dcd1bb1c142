package org.waggle.common.checkpoint;

import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * The folder of a run and what lies where in it.
 *
 * @param root the folder, as the user wrote it
 */
public record RunFolder(Path root) {
    private static final String LEASE = "lease";
    private static final String DATA = "data";

    /**
     * Makes the folder of a new run. The folder may be there already, but must hold nothing that a run writes.
     *
     * @throws RunException of kind {@link FailureKind#INPUT} if it holds something, or can't be written
     */
    public static RunFolder create(Storage storage, Path root) {
        RunFolder folder = new RunFolder(root);
        refuseTaken(storage, root);
        try {
            if (storage.list(root).stream().map(FileStatus::getPath).anyMatch(RunFolder::isForeign)) {
                throw RunException.input("Cannot start in %s: it is not empty (choose another --run)", root);
            }
            probe(storage, folder);
        } catch (RunException e) {
            if (e.kind() == FailureKind.INPUT) {
                throw e;
            }
            throw unwritable(root, e);
        }
        return folder;
    }

    static RunException unwritable(Path root, RunException cause) {
        String message = "Cannot start in %s: the folder cannot be written (%s)".formatted(root, cause.getMessage());
        return new RunException(FailureKind.INPUT, message, cause);
    }

    /**
     * Refuses a folder that holds a run; looks only.
     *
     * @throws RunException of kind {@link FailureKind#INPUT} if it does
     */
    public static void refuseTaken(Storage storage, Path root) {
        if (storage.exists(new RunFolder(root).recipe())) {
            throw RunException.input(
                    "Cannot start in %s: it holds a run (resume it with --resume %s, or choose another --run)",
                    root, root);
        }
    }

    /**
     * The folder of a run that was started before.
     *
     * @throws RunException if it holds no run
     */
    public static RunFolder open(Storage storage, Path root) {
        RunFolder folder = new RunFolder(root);
        if (!storage.exists(folder.recipe())) {
            throw RunException.input("Cannot resume %s: it holds no run (recipe.yaml is missing)", root);
        }
        return folder;
    }

    /** Name of the run: that of the folder. */
    public String name() {
        return root.getName();
    }

    /** The complete recipe that the run was started with. */
    public Path recipe() {
        return new Path(root, "recipe.yaml");
    }

    /** One JSON object for each step and node. */
    public Path metrics() {
        return new Path(root, "metrics.jsonl");
    }

    /** The problems of a task whose files were read. */
    public Path data() {
        return new Path(root, DATA);
    }

    /** Every sample, as a Parquet table partitioned by step. */
    public Path rollouts() {
        return new Path(root, "rollouts");
    }

    /** What {@link CheckpointStore} keeps. */
    public Path checkpoints() {
        return new Path(root, "checkpoints");
    }

    /** What {@link Ledger} keeps. */
    public Path ledger() {
        return new Path(root, "ledger");
    }

    /** What {@link Lease} keeps. */
    public Path lease() {
        return new Path(root, LEASE);
    }

    /** What a run drew from peers, and refused of theirs. */
    public Path exchange() {
        return new Path(root, "exchange");
    }

    /** Which executors stages ran on, in a line, as the run was last started. */
    public Path placement() {
        return new Path(root, "placement.txt");
    }

    /** A page for people. */
    public Path report() {
        return new Path(root, "report.html");
    }

    private static boolean isForeign(Path path) {
        return !path.getName().equals(LEASE)
                && !path.getName().equals(DATA)
                && !path.getName().startsWith(".");
    }

    private static void probe(Storage storage, RunFolder folder) {
        storage.makeFolder(folder.root());
        Path probe = new Path(folder.root(), ".writable");
        storage.replace(probe, new byte[0]);
        storage.delete(probe);
    }
}

package org.waggle.common.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.failure.RunException;

/**
 * Proof that no group was lost or trained on twice: which optimizer update consumed which group. One file for each
 * checkpoint, {@code step-000040.jsonl}, with what was consumed since the one before; it is written before the
 * checkpoint's manifest and never changed afterwards.
 */
public final class Ledger {
    private static final Pattern NAME = Pattern.compile("step-(\\d{6,9})\\.jsonl");

    private final Storage storage;
    private final Path folder;
    private final List<LedgerEntry> pending = new ArrayList<>();

    /**
     * The ledger in a folder, which need not exist.
     *
     * @param folder the run's folder {@code ledger}
     */
    public Ledger(Storage storage, Path folder) {
        this.storage = storage;
        this.folder = folder;
    }

    /** Remembers a consumption until the next {@link #write}. */
    public void add(LedgerEntry entry) {
        pending.add(entry);
    }

    /**
     * Writes what was added since the last time, also if that is nothing.
     *
     * @param step step of the checkpoint that is about to be committed
     */
    public void write(int step) {
        StringBuilder lines = new StringBuilder();
        pending.forEach(entry -> lines.append(Json.line(entry)).append('\n'));
        storage.makeFolder(folder);
        storage.replace(
                new Path(folder, "step-%06d.jsonl".formatted(step)),
                lines.toString().getBytes(StandardCharsets.UTF_8));
        pending.clear();
    }

    /** Deletes what belongs to checkpoints after a step, and forgets what was not yet written. */
    public void cutAfter(int step) {
        pending.clear();
        storage.list(folder).stream()
                .map(FileStatus::getPath)
                .filter(path -> step(path) > step)
                .forEach(storage::delete);
    }

    /**
     * Everything that was written, oldest first.
     *
     * @throws RunException if a file is damaged
     */
    public List<LedgerEntry> entries() {
        return byCheckpoint().values().stream().flatMap(List::stream).toList();
    }

    /**
     * Everything that was written, by the step of the checkpoint that it was written for, rising.
     *
     * @throws RunException if a file is damaged
     */
    public SortedMap<Integer, List<LedgerEntry>> byCheckpoint() {
        SortedMap<Integer, List<LedgerEntry>> entries = new TreeMap<>();
        storage.list(folder).stream()
                .map(FileStatus::getPath)
                .filter(path -> step(path) >= 0)
                .forEach(path -> entries.put(step(path), read(path)));
        return entries;
    }

    private List<LedgerEntry> read(Path path) {
        return JsonLinesLog.lines(storage, path).stream()
                .map(line -> entry(path, line))
                .toList();
    }

    private static LedgerEntry entry(Path path, String line) {
        try {
            return Json.as(Json.parse(line), LedgerEntry.class);
        } catch (JsonProcessingException e) {
            throw RunException.input("Cannot read %s: not an entry of a ledger: %s", path, line);
        }
    }

    /** Step in a file's name; -1 for a file of another kind. */
    private static int step(Path path) {
        Matcher name = NAME.matcher(path.getName());
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }
}

package org.waggle.driver.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.JsonLinesLog;
import org.waggle.common.checkpoint.Ledger;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.store.RolloutReader;
import org.waggle.driver.store.RolloutTable;

/**
 * Checks a run from its files alone, without its recipe, Spark or a model: that every file of every checkpoint is as
 * its manifest says, and that ledger, metrics and samples tell one history in which no step and no group was lost or
 * trained on twice. It reads everything once and writes nothing; the run may go on meanwhile.
 */
public final class Audit {
    private final Storage storage;
    private final RunFolder folder;
    private final List<Finding> findings = new ArrayList<>();

    /** An audit of a run. */
    public Audit(Storage storage, RunFolder folder) {
        this.storage = storage;
        this.folder = folder;
    }

    /** Reads the run and says what was found. */
    public AuditReport run() {
        // The ledger last: what is in it was in the metrics before.
        List<Manifest> checkpoints = checkpoints();
        History history = new History(checkpoints, lines(), ledger());
        findings.addAll(MetricsCheck.of(history));
        findings.addAll(LedgerCheck.of(history));
        long samples = samples(history);
        return new AuditReport(
                Storage.shown(folder.root()),
                history.checkpoints().size(),
                history.lastStep(),
                history.lines().size(),
                history.entries().size(),
                samples,
                samplesFrom(history),
                findings);
    }

    private List<Manifest> checkpoints() {
        CheckpointStore store = new CheckpointStore(storage, folder.checkpoints());
        List<Manifest> all = store.list();
        store.damage()
                .forEach((step, what) -> findings.add(new Finding("checkpoints/step-%06d".formatted(step), what)));
        return all;
    }

    private List<MetricsLine> lines() {
        return readable(
                "metrics.jsonl",
                List.of(),
                () -> JsonLinesLog.lines(storage, folder.metrics()).stream()
                        .map(MetricsLine::parse)
                        .toList());
    }

    private SortedMap<Integer, List<LedgerEntry>> ledger() {
        return readable("ledger", new TreeMap<>(), new Ledger(storage, folder.ledger())::byCheckpoint);
    }

    private long samples(History history) {
        RolloutTable table = new RolloutTable(storage, folder.rollouts());
        return readable("rollouts", 0L, () -> {
            SampleCheck.Checked checked = SampleCheck.of(history, new RolloutReader(table), table.steps());
            findings.addAll(checked.findings());
            return checked.samples();
        });
    }

    /** Samples may be removed with the checkpoint after them, the ledger never is. */
    private int samplesFrom(History history) {
        List<Integer> kept = new RolloutTable(storage, folder.rollouts()).steps();
        int first = kept.isEmpty() ? history.lastStep() + 1 : kept.get(0);
        return history.entries().stream().anyMatch(entry -> entry.step() < first) ? first : 0;
    }

    private <T> T readable(String where, T otherwise, Supplier<T> read) {
        try {
            return read.get();
        } catch (RunException e) {
            findings.add(new Finding(where, String.valueOf(e.getMessage())));
            return otherwise;
        }
    }
}

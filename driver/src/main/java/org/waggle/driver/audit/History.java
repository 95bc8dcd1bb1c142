package org.waggle.driver.audit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.driver.metrics.MetricsLine;

/**
 * What the files of a run say of the history that survives: up to its newest finished checkpoint. Later lines and
 * entries are of a driver that is still at work, or was killed; the next one makes those steps again.
 *
 * @param checkpoints the finished ones whose manifest can be read, oldest first
 * @param lines all lines of the metrics
 * @param ledger entries by the step of the checkpoint that they were written for, rising
 */
record History(List<Manifest> checkpoints, List<MetricsLine> lines, SortedMap<Integer, List<LedgerEntry>> ledger) {
    /** The last step that survives, 0 for none. */
    int lastStep() {
        return checkpoints.isEmpty()
                ? 0
                : checkpoints.get(checkpoints.size() - 1).step();
    }

    /** The entries that survive. */
    List<LedgerEntry> entries() {
        return ledger.headMap(lastStep() + 1).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Optimizer updates after each step of the metrics; 0 after step 0. */
    SortedMap<Integer, Long> updates() {
        SortedMap<Integer, Long> updates = new TreeMap<>();
        updates.put(0, 0L);
        lines.forEach(line -> updates.put(line.step(), line.updates()));
        return updates;
    }
}

package org.waggle.driver.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.driver.metrics.MetricsLine;

/**
 * Each (node, group, epoch, mini-batch) was consumed once, by an update of its step; each update of a step with samples
 * has consumed something; each entry lies in the file of the first checkpoint after it.
 */
final class LedgerCheck {
    private static final String SAMPLES = "completions/count";

    private final History history;
    private final List<Finding> findings = new ArrayList<>();

    private LedgerCheck(History history) {
        this.history = history;
    }

    static List<Finding> of(History history) {
        LedgerCheck check = new LedgerCheck(history);
        check.places();
        check.uniqueness();
        check.versions();
        return check.findings;
    }

    static String file(int step) {
        return "ledger/step-%06d.jsonl".formatted(step);
    }

    private void places() {
        int before = 0;
        for (var file : history.ledger().headMap(history.lastStep() + 1).entrySet()) {
            int from = before;
            int to = file.getKey();
            file.getValue().stream()
                    .filter(entry -> entry.step() <= from || entry.step() > to)
                    .forEach(entry -> add(
                            to,
                            "%s is of step %d, the file of steps %d to %d"
                                    .formatted(shown(entry), entry.step(), from + 1, to)));
            before = to;
        }
        history.checkpoints().stream()
                .filter(manifest -> !history.ledger().containsKey(manifest.step()))
                .forEach(manifest -> add(manifest.step(), "the file is missing, and the checkpoint is there"));
    }

    private record Consumption(int node, String group, int epoch, int miniBatch) {}

    private void uniqueness() {
        Map<Consumption, Long> updates = new HashMap<>();
        history.ledger()
                .headMap(history.lastStep() + 1)
                .forEach((step, entries) -> entries.forEach(entry -> {
                    Long other = updates.putIfAbsent(
                            new Consumption(entry.node(), entry.group(), entry.epoch(), entry.miniBatch()),
                            entry.update());
                    if (other != null) {
                        add(step, "%s was consumed before, by update %d".formatted(shown(entry), other));
                    }
                }));
    }

    private void versions() {
        SortedMap<Integer, Long> updates = history.updates();
        Map<Integer, List<LedgerEntry>> byStep =
                history.entries().stream().collect(Collectors.groupingBy(LedgerEntry::step));
        for (MetricsLine line : history.lines()) {
            Long before = updates.get(line.step() - 1);
            if (line.step() <= history.lastStep() && before != null) {
                versions(line, before, byStep.getOrDefault(line.step(), List.of()));
            }
        }
    }

    private void versions(MetricsLine line, long before, List<LedgerEntry> entries) {
        entries.stream()
                .filter(entry -> entry.update() <= before || entry.update() > line.updates())
                .forEach(entry -> add(
                        line.step(),
                        "%s was consumed by update %d, step %d made updates %d to %d"
                                .formatted(shown(entry), entry.update(), line.step(), before + 1, line.updates())));
        Set<Long> consuming = entries.stream().map(LedgerEntry::update).collect(Collectors.toSet());
        for (long update = before + 1; hasSamples(line) && update <= line.updates(); update++) {
            if (!consuming.contains(update)) {
                add(line.step(), "update %d of step %d has consumed nothing".formatted(update, line.step()));
            }
        }
    }

    private static boolean hasSamples(MetricsLine line) {
        return line.number(SAMPLES).orElse(0) > 0;
    }

    static String shown(LedgerEntry entry) {
        return "group %s of node %d, epoch %d, mini-batch %d"
                .formatted(entry.group(), entry.node(), entry.epoch(), entry.miniBatch());
    }

    private void add(int step, String what) {
        int file = history.ledger().tailMap(step).isEmpty()
                ? step
                : history.ledger().tailMap(step).firstKey();
        findings.add(new Finding(file(file), what));
    }
}

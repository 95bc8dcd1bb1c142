package org.waggle.driver.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.driver.store.ConsumedSample;
import org.waggle.driver.store.RolloutReader;

/**
 * Samples and ledger say the same: what a sample says it was consumed by is in the ledger, and the other way round.
 * Each sample is there once. Steps whose samples are gone are left out.
 */
final class SampleCheck {
    private final RolloutReader reader;
    private final List<Finding> findings = new ArrayList<>();
    private long samples;

    private SampleCheck(RolloutReader reader) {
        this.reader = reader;
    }

    /** What was found, and how many samples were read. */
    record Checked(List<Finding> findings, long samples) {}

    private record Consumption(int node, String group, long update) implements Comparable<Consumption> {
        @Override
        public int compareTo(Consumption other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "group %s of node %d by update %d".formatted(group, node, update);
        }
    }

    /**
     * Checks steps.
     *
     * @param steps those that have samples
     */
    static Checked of(History history, RolloutReader reader, List<Integer> steps) {
        SampleCheck check = new SampleCheck(reader);
        Map<Integer, List<LedgerEntry>> entries =
                history.entries().stream().collect(Collectors.groupingBy(LedgerEntry::step));
        steps.stream()
                .filter(step -> step <= history.lastStep())
                .forEach(step -> check.step(step, entries.getOrDefault(step, List.of())));
        return new Checked(check.findings, check.samples);
    }

    private void step(int step, List<LedgerEntry> entries) {
        List<ConsumedSample> rows = reader.consumed(step);
        samples += rows.size();
        Set<String> names = new HashSet<>();
        rows.stream()
                .map(row -> "sample %d of group %s of node %d".formatted(row.sample(), row.group(), row.node()))
                .filter(name -> !names.add(name))
                .forEach(name -> add(step, name + " is there twice"));
        Set<Consumption> said = rows.stream()
                .flatMap(row -> row.updates().stream().map(update -> new Consumption(row.node(), row.group(), update)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Consumption> written = entries.stream()
                .map(entry -> new Consumption(entry.node(), entry.group(), entry.update()))
                .collect(Collectors.toCollection(TreeSet::new));
        without(said, written).forEach(one -> add(step, "the ledger lacks " + one));
        without(written, said).forEach(one -> add(step, "no sample is of what the ledger has: " + one));
    }

    private static Set<Consumption> without(Set<Consumption> all, Set<Consumption> others) {
        Set<Consumption> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private void add(int step, String what) {
        findings.add(new Finding("rollouts/step=%06d".formatted(step), what));
    }
}

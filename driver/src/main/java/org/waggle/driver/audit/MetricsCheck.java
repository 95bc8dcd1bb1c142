package org.waggle.driver.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.driver.metrics.MetricsLine;

/** Each node has one line for each step, without a gap, and its updates are those of the checkpoints. */
final class MetricsCheck {
    private static final String WHERE = "metrics.jsonl";

    private final History history;
    private final List<Finding> findings = new ArrayList<>();

    private MetricsCheck(History history) {
        this.history = history;
    }

    static List<Finding> of(History history) {
        MetricsCheck check = new MetricsCheck(history);
        check.lines();
        history.checkpoints().forEach(check::checkpoint);
        return check.findings;
    }

    private void lines() {
        Map<String, MetricsLine> lastOfNode = new TreeMap<>();
        for (MetricsLine line : history.lines()) {
            MetricsLine last = lastOfNode.put(line.node(), line);
            follows(last == null ? 0 : last.step(), last == null ? 0 : last.updates(), line);
        }
    }

    private void follows(int step, long updates, MetricsLine line) {
        if (line.step() != step + 1) {
            add("step %d follows step %d (node %s)".formatted(line.step(), step, line.node()));
        }
        if (line.updates() < updates) {
            add("step %d has made %d updates, the step before it %d".formatted(line.step(), line.updates(), updates));
        }
    }

    private void checkpoint(Manifest manifest) {
        Long updates = history.updates().get(manifest.step());
        if (updates == null) {
            add("step %d is missing, which has a checkpoint".formatted(manifest.step()));
        } else if (updates != manifest.updates()) {
            add("step %d has made %d updates, its checkpoint says %d"
                    .formatted(manifest.step(), updates, manifest.updates()));
        }
    }

    private void add(String what) {
        findings.add(new Finding(WHERE, what));
    }
}

package org.waggle.driver.hint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.waggle.driver.metrics.MetricsLine;

/**
 * Watches the lines of a run and tells what goes wrong when it begins, not at every step. What has ended must be absent
 * for {@value #QUIET} steps before it is told again, in each phase of each node.
 */
public final class Hints {
    private static final int QUIET = 20;
    private static final List<Hint> ALL = List.of(
            new LossZero(),
            new DroppedSamples(),
            new DroppedMeasurements(),
            new EqualRewards(),
            new AllCutOff(),
            new EntropyCollapse(0.001, 0.9, 0.9),
            new GradientExplosion(10, 5),
            new RewardZero(5));

    private final Map<String, Recent> recents = new HashMap<>();
    private final Map<Symptom, Integer> lastSeen = new HashMap<>();

    private record Symptom(String node, String phase, Hint hint) {}

    /**
     * Hints that begin at this step, one line each; usually none. After a resume feed the earlier lines first.
     *
     * @param line the next line of the run, steps rising
     */
    public List<String> next(MetricsLine line) {
        Recent recent = remember(line);
        return ALL.stream()
                .flatMap(hint -> hint
                        .seenIn(recent)
                        .filter(text -> begins(new Symptom(line.node(), line.phase(), hint), line.step()))
                        .stream())
                .toList();
    }

    private Recent remember(MetricsLine line) {
        Recent known = recents.get(line.node());
        if (known == null || !known.phase().equals(line.phase())) {
            Recent fresh = new Recent(line);
            recents.put(line.node(), fresh);
            return fresh;
        }
        known.add(line);
        return known;
    }

    private boolean begins(Symptom symptom, int step) {
        Integer before = lastSeen.put(symptom, step);
        return before == null || step - before > QUIET;
    }
}

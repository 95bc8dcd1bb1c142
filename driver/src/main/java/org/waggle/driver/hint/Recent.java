package org.waggle.driver.hint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.waggle.driver.metrics.Accuracy;
import org.waggle.driver.metrics.MetricsLine;

/** The first line and the latest ones of one phase of one node. */
final class Recent {
    private static final int LENGTH = 32;

    private final MetricsLine first;
    private final Deque<MetricsLine> latest = new ArrayDeque<>();

    Recent(MetricsLine first) {
        this.first = first;
        latest.add(first);
    }

    void add(MetricsLine line) {
        latest.add(line);
        if (latest.size() > LENGTH) {
            latest.removeFirst();
        }
    }

    String phase() {
        return first.phase();
    }

    /** The number at the phase's first step. */
    OptionalDouble first(String name) {
        return first.number(name);
    }

    /** The number at the latest step. */
    OptionalDouble now(String name) {
        return latest.getLast().number(name);
    }

    /** All numbers of the latest step. */
    Map<String, Double> now() {
        return latest.getLast().numbers();
    }

    /** The newest held-out accuracy among the latest steps; 0 if there was no evaluation. */
    double newestAccuracy() {
        return latest.stream()
                .flatMap(line -> line.accuracy().stream())
                .reduce((earlier, later) -> later)
                .map(Accuracy::value)
                .orElse(0.0);
    }

    /** Whether the number is there and holds at the latest step. */
    boolean nowIs(String name, DoublePredicate test) {
        OptionalDouble now = now(name);
        return now.isPresent() && test.test(now.getAsDouble());
    }

    /** Whether the number was there and held at each of the latest {@code steps} steps. */
    boolean heldFor(int steps, String name, DoublePredicate test) {
        List<Double> values = values(name);
        return latest.size() >= steps
                && values.size() >= steps
                && values.subList(values.size() - steps, values.size()).stream()
                        .mapToDouble(Double::doubleValue)
                        .allMatch(test);
    }

    /** The number at the latest steps, oldest first, steps without it left out. */
    List<Double> values(String name) {
        List<Double> values = new ArrayList<>();
        latest.forEach(line -> line.number(name).ifPresent(values::add));
        return values;
    }
}

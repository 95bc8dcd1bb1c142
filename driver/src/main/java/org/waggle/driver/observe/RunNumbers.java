package org.waggle.driver.observe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.waggle.driver.metrics.MetricsLine;

/** The newest value of each number of the run in this process; kept until the next run's replace it. */
public final class RunNumbers {
    private static final RunNumbers THIS_PROCESS = new RunNumbers();

    private final Map<String, Double> newest = new ConcurrentHashMap<>();
    private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

    RunNumbers() {}

    /** The one that Spark's plugin reads. */
    public static RunNumbers ofThisProcess() {
        return THIS_PROCESS;
    }

    /** Takes over the numbers of a step that has ended, beside them {@code step} and {@code updates}. */
    public void show(MetricsLine line) {
        put("step", line.step());
        put("updates", (double) line.updates());
        line.numbers().forEach(this::put);
    }

    private void put(String name, double value) {
        if (newest.put(name, value) == null) {
            watchers.forEach(watcher -> watcher.accept(name));
        }
    }

    /** Names so far. */
    Set<String> names() {
        return Set.copyOf(newest.keySet());
    }

    /** The newest value; NaN if there is none. */
    double number(String name) {
        return newest.getOrDefault(name, Double.NaN);
    }

    /** Tells of names that weren't there before. */
    void watch(Consumer<String> watcher) {
        watchers.add(watcher);
    }

    /** Tells no more. */
    void unwatch(Consumer<String> watcher) {
        watchers.remove(watcher);
    }
}

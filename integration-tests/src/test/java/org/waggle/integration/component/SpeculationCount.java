package org.waggle.integration.component;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Counts, in a driver of this JVM's, the second copies of tasks that Spark starts by speculation. */
public final class SpeculationCount extends SparkListener {
    private static final AtomicInteger TASKS = new AtomicInteger();

    /** Options of a command that has every task run twice, as soon as one of its stage has ended. */
    public static List<String> options() {
        List<String> options = new ArrayList<>();
        List.of(
                        "spark.extraListeners=" + SpeculationCount.class.getName(),
                        "spark.speculation=true",
                        "spark.speculation.interval=5ms",
                        "spark.speculation.minTaskRuntime=1ms",
                        "spark.speculation.quantile=0.01",
                        "spark.speculation.multiplier=0.01",
                        "spark.speculation.efficiency.enabled=false",
                        "spark.speculation.task.duration.threshold=5ms")
                .forEach(setting -> options.addAll(List.of("--conf", setting)));
        return options;
    }

    /** Begins to count. */
    public static void reset() {
        TASKS.set(0);
    }

    /** How many there were. */
    public static int tasks() {
        return TASKS.get();
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        if (event.taskInfo().speculative()) {
            TASKS.incrementAndGet();
        }
    }
}

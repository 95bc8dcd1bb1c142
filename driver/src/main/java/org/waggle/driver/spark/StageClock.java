package org.waggle.driver.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;

/** Listens to Spark: how long the stages of a step took, by their name, and what their tasks sent to the driver. */
public final class StageClock extends SparkListener implements AutoCloseable {
    private static final String SEPARATOR = " · ";
    private static final long PATIENCE_MILLIS = 10_000;

    private final SparkContext spark;
    private final List<Span> spans = new ArrayList<>();
    private long resultBytes;

    private record Span(String name, long from, long to) {}

    private StageClock(SparkContext spark) {
        this.spark = spark;
    }

    /** A clock that listens to a session until the session ends. */
    public static StageClock on(SparkContext spark) {
        StageClock clock = new StageClock(spark);
        spark.addSparkListener(clock);
        return clock;
    }

    /** Stops listening. */
    @Override
    public void close() {
        spark.removeSparkListener(this);
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
        StageInfo stage = event.stageInfo();
        if (stage.submissionTime().isDefined() && stage.completionTime().isDefined()) {
            spans.add(new Span(stage.name(), (Long) stage.submissionTime().get(), (Long)
                    stage.completionTime().get()));
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        if (event.taskMetrics() != null) {
            resultBytes += event.taskMetrics().resultSize();
        }
    }

    /**
     * What happened since the last call.
     *
     * @param resultBytes bytes of task results that reached the driver
     * @param secondsByStage seconds of all stages of a name, without the step
     * @param busySeconds seconds in which at least one stage was running
     */
    public record Reading(long resultBytes, SortedMap<String, Double> secondsByStage, double busySeconds) {}

    /** Waits until Spark has told everything, reads the clock and sets it back. */
    public Reading read() {
        drain();
        synchronized (this) {
            Reading reading = new Reading(resultBytes, secondsByStage(), busySeconds());
            spans.clear();
            resultBytes = 0;
            return reading;
        }
    }

    private void drain() {
        try {
            spark.listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
        } catch (java.util.concurrent.TimeoutException e) {
            // The figures of this step then appear in the next one.
        }
    }

    private SortedMap<String, Double> secondsByStage() {
        SortedMap<String, Double> seconds = new TreeMap<>();
        for (Span span : spans) {
            String name = span.name()
                    .substring(span.name().lastIndexOf(SEPARATOR) + 1)
                    .strip();
            seconds.merge(name.replace("· ", ""), (span.to() - span.from()) / 1e3, Double::sum);
        }
        return seconds;
    }

    private double busySeconds() {
        long busy = 0;
        long until = Long.MIN_VALUE;
        for (Span span :
                spans.stream().sorted(Comparator.comparingLong(Span::from)).toList()) {
            busy += Math.max(0, span.to() - Math.max(span.from(), until));
            until = Math.max(until, span.to());
        }
        return busy / 1e3;
    }
}

package org.waggle.integration.component;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Adds up, in a driver of this JVM's, what tasks read from shuffles of other executors, and what they sent to the
 * driver.
 */
public final class Traffic extends SparkListener {
    private static final AtomicLong SHUFFLED = new AtomicLong();
    private static final AtomicLong RESULTS = new AtomicLong();

    /** Begins to count. */
    public static void reset() {
        SHUFFLED.set(0);
        RESULTS.set(0);
    }

    /** Bytes of shuffles that came from other executors. */
    public static long shuffledBytes() {
        return SHUFFLED.get();
    }

    /** Bytes of results that reached the driver. */
    public static long resultBytes() {
        return RESULTS.get();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        if (event.taskMetrics() != null) {
            SHUFFLED.addAndGet(event.taskMetrics().shuffleReadMetrics().remoteBytesRead());
            RESULTS.addAndGet(event.taskMetrics().resultSize());
        }
    }
}

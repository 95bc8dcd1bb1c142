package org.waggle.driver.run;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * Goes back to the newest checkpoint when executors were lost with state that nobody else holds, within the same
 * driver; a bounded number of times between one checkpoint and the next.
 */
final class Recovery {
    /** How often a run falls back to the same checkpoint. */
    static final int LIMIT = 3;

    private static final int POLL_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 60;

    private final JavaSparkContext spark;
    private final Screen screen;
    private final String run;
    private final IntSupplier checkpoint;
    private final IntSupplier lastStep;
    private int before = -1;
    private int times;

    /**
     * Recovery of a run.
     *
     * @param run its folder, for messages
     * @param checkpoint step of the newest checkpoint, 0 for none
     * @param lastStep the last finished step
     */
    Recovery(JavaSparkContext spark, Screen screen, String run, IntSupplier checkpoint, IntSupplier lastStep) {
        this.spark = spark;
        this.screen = screen;
        this.run = run;
        this.checkpoint = checkpoint;
        this.lastStep = lastStep;
    }

    /**
     * Tries until it is done.
     *
     * @param attempt goes on from the newest checkpoint
     * @throws RunException of kind {@link FailureKind#LOST} if state is lost again and again, or Spark is gone
     */
    <T> T run(Supplier<T> attempt) {
        while (true) {
            try {
                return attempt.get();
            } catch (Exception e) {
                // Among them Spark's own, a checked exception that Scala doesn't declare.
                String sign = LostState.sign(e).orElse("");
                if (sign.isEmpty()) {
                    throw e;
                }
                fallBack(e, sign);
            }
        }
    }

    private void fallBack(Exception failure, String sign) {
        int step = checkpoint.getAsInt();
        times = step > before ? 1 : times + 1;
        before = step;
        if (times > LIMIT || spark.sc().isStopped() || !isIdle()) {
            throw LostState.told(failure, sign, run);
        }
        screen.warn(
                "executors were lost with state that nobody else holds (%s); going back to the checkpoint after step %d: %s made again (time %d of %d for this checkpoint)"
                        .formatted(sign, step, repeated(step), times, LIMIT));
    }

    private String repeated(int step) {
        int finished = Math.max(0, lastStep.getAsInt() - step);
        return finished == 0
                ? "the step at work is"
                : "%d finished %s and the one at work are".formatted(finished, finished == 1 ? "step" : "steps");
    }

    /** Tasks of the past must not write beside those that make its steps again. */
    private boolean isIdle() {
        spark.sc().cancelAllJobs();
        spark.getPersistentRDDs().values().forEach(kept -> kept.unpersist(false));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (runningTasks() > 0 && System.nanoTime() < end) {
            if (!paused()) {
                return false;
            }
        }
        return runningTasks() == 0;
    }

    private int runningTasks() {
        return Stream.of(spark.sc().statusTracker().getExecutorInfos())
                .mapToInt(SparkExecutorInfo::numRunningTasks)
                .sum();
    }

    private static boolean paused() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package org.waggle.executor.engine;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * Takes the time of lanes that work side by side, each in a thread of its own. The best round counts of those that fit
 * into a second, of two at least, after one that doesn't.
 *
 * @param lanes number of lanes
 */
public record LaneTimer(int lanes) {
    private static final int LEAST_ROUNDS = 2;
    private static final double LEAST_SECONDS = 1;
    private static final double NANOS = 1e9;

    /** Seconds until the last lane is done with the work, which each of them does once in a round. */
    public double seconds(Runnable work) {
        List<Callable<Object>> all = Collections.nCopies(lanes, Executors.callable(work));
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            round(threads, all);
            double best = Double.POSITIVE_INFINITY;
            double spent = 0;
            for (int round = 0; round < LEAST_ROUNDS || spent < LEAST_SECONDS; round++) {
                double seconds = round(threads, all);
                best = Math.min(best, seconds);
                spent += seconds;
            }
            return best;
        } finally {
            threads.shutdownNow();
        }
    }

    private static double round(ExecutorService threads, List<Callable<Object>> all) {
        long start = System.nanoTime();
        try {
            for (Future<Object> lane : threads.invokeAll(all)) {
                lane.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunException known) {
                throw known;
            }
            throw new RunException(FailureKind.INTERNAL, "Cannot measure: a lane threw " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException(FailureKind.INTERNAL, "Cannot measure: interrupted", e);
        }
        return (System.nanoTime() - start) / NANOS;
    }
}

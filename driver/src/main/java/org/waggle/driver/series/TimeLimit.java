package org.waggle.driver.series;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.waggle.driver.stage.StopSignal;

/** Ends a training when its time is over, but not before it has a finished step. */
final class TimeLimit implements AutoCloseable {
    private static final long POLL_MILLIS = 1000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "waggle-time-limit");
        thread.setDaemon(true);
        return thread;
    });
    private final Future<?> looks;
    private volatile boolean over;

    /**
     * A limit.
     *
     * @param left time that is left
     * @param hasStep whether there is a finished step
     */
    TimeLimit(Duration left, StopSignal stop, BooleanSupplier hasStep) {
        looks = clock.scheduleWithFixedDelay(
                () -> look(stop, hasStep), Math.max(0, left.toMillis()), POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A limit that never comes. */
    static TimeLimit none() {
        return new TimeLimit(Duration.ofDays(Short.MAX_VALUE), StopSignal.never(), () -> false);
    }

    private void look(StopSignal stop, BooleanSupplier hasStep) {
        if (!over && hasStep.getAsBoolean()) {
            over = true;
            stop.request();
        }
    }

    /** Whether it has come. */
    boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        looks.cancel(false);
        clock.shutdownNow();
    }
}

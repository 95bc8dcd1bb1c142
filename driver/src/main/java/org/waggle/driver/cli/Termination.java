package org.waggle.driver.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.utils.Signals;
import org.waggle.common.failure.FailureKind;
import org.waggle.driver.stage.StopSignal;

/** Hands SIGTERM on to a run, and ends the process when the run hasn't ended within its period of grace. */
final class Termination {
    private static final String TERM = "TERM";

    private final CountDownLatch ended = new CountDownLatch(1);
    private final StopSignal signal;
    private final Duration grace;

    private Termination(StopSignal signal, Duration grace) {
        this.signal = signal;
        this.grace = grace;
    }

    /**
     * Listens while something is done.
     *
     * @param signal asks it to end
     * @param grace how long it may take then
     */
    static <T> T during(StopSignal signal, Duration grace, Supplier<T> work) {
        Termination termination = new Termination(signal, grace);
        Object before = Signals.register(TERM, termination::begin);
        try {
            return work.get();
        } finally {
            termination.ended.countDown();
            Signals.unregister(TERM, before);
        }
    }

    private void begin() {
        signal.request();
        await();
    }

    private void await() {
        try {
            if (ended.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(FailureKind.STOPPED.exitCode());
    }
}

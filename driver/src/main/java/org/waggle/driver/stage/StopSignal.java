package org.waggle.driver.stage;

import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * A wish to stop, told by another thread than the one that trains. A step is given up at once as long as the state
 * before it is whole, and is finished once an update of it has begun.
 */
public final class StopSignal {
    private final Runnable interrupt;
    private boolean requested;
    private boolean committed;

    /**
     * A signal that was not given yet.
     *
     * @param interrupt ends the work at hand with an exception in the thread that waits for it
     */
    public StopSignal(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    /** A signal that is never given. */
    public static StopSignal never() {
        return new StopSignal(() -> {});
    }

    /** Wishes to stop. */
    public synchronized void request() {
        requested = true;
        if (!committed) {
            interrupt.run();
        }
    }

    /** Whether somebody wishes to stop. */
    public synchronized boolean isRequested() {
        return requested;
    }

    /** Whether the state before the step is given up, and that after it not yet there. */
    public synchronized boolean isCommitted() {
        return committed;
    }

    /**
     * Stops if that is wished and the step can still be given up.
     *
     * @throws RunException of kind {@link FailureKind#STOPPED}
     */
    public synchronized void check() {
        if (requested && !committed) {
            throw new RunException(FailureKind.STOPPED, "Stopped");
        }
    }

    /**
     * From now on the step is finished, whatever is wished.
     *
     * @throws RunException of kind {@link FailureKind#STOPPED} if it was wished before
     */
    public synchronized void commit() {
        check();
        committed = true;
    }

    /** What is begun now is finished, although it may have been wished to stop. */
    public synchronized void finish() {
        committed = true;
    }

    /** The step is over: the state is whole again. */
    public synchronized void release() {
        committed = false;
    }
}

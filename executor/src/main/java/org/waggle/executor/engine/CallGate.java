package org.waggle.executor.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets calls into libtorch through until the JVM ends, and makes its end wait for those under way: as a process exits,
 * libtorch frees what they work with, and a crash would take the place of the last message.
 */
final class CallGate {
    private static final int ALL = Integer.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    // Fair: whoever asks for all of them comes before calls that ask later.
    private final Semaphore places = new Semaphore(ALL, true);

    /** A gate that shuts when the JVM ends. */
    static CallGate ofThisJvm() {
        CallGate gate = new CallGate();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> gate.shut(PATIENCE), "waggle-libtorch-gate"));
        return gate;
    }

    /** What the call gives. */
    <T> T through(Supplier<T> call) {
        places.acquireUninterruptibly();
        try {
            return call.get();
        } finally {
            places.release();
        }
    }

    /**
     * Waits for the calls under way, after which no later one gets through.
     *
     * @return whether they came back in time
     */
    boolean shut(Duration patience) {
        try {
            return places.tryAcquire(ALL, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package org.waggle.executor.engine;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets calls into libtorch through until the JVM ends, and makes its end wait for those under way: as a process exits,
 * libtorch frees what they work with, and a crash would take the place of the last message.
 */
final class CallGate {
    private static final int ALL = Integer.MAX_VALUE;

    // Fair: whoever asks for all of them comes before calls that ask later.
    private final Semaphore places = new Semaphore(ALL, true);

    /** A gate that shuts when the JVM ends. */
    static CallGate ofThisJvm() {
        CallGate gate = new CallGate();
        Runtime.getRuntime().addShutdownHook(new Thread(gate::shut, "waggle-libtorch-gate"));
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

    /** Waits for the calls under way; no later one gets through. */
    void shut() {
        places.acquireUninterruptibly(ALL);
    }
}

package org.waggle.executor.guard;

import java.time.Duration;

/** Which of many calls goes on and since when: told by the thread that makes them to the one that waits. */
final class Turn {
    private volatile Call call = new Call(0, System.nanoTime());

    private record Call(int index, long began) {}

    /** The next call begins. */
    void begins(int index) {
        call = new Call(index, System.nanoTime());
    }

    /** Which call goes on, from 0. */
    int index() {
        return call.index;
    }

    /** How long it has taken so far. */
    Duration taken() {
        return Duration.ofNanos(System.nanoTime() - call.began);
    }
}

package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The gate before libtorch. */
class CallGateTest {
    @Test
    void whatACallGivesComesThrough() {
        assertThat(new CallGate().through(() -> 7)).isEqualTo(7);
    }

    @Test
    void shuttingWaitsForTheCallUnderWay() throws InterruptedException {
        CallGate gate = new CallGate();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Thread call = new Thread(() -> gate.through(() -> {
            inside.countDown();
            await(mayEnd);
            ended.set(true);
            return 0;
        }));
        call.start();
        await(inside);
        assertThat(gate.shut(Duration.ofMillis(1))).isFalse();
        mayEnd.countDown();

        assertThat(gate.shut(Duration.ofMinutes(1))).isTrue();
        assertThat(ended).isTrue();
        call.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

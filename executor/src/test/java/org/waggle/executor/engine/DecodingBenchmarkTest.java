package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.RunException;
import org.waggle.executor.tokenizer.Tokenizer;

/** What {@code waggle bench} measures with. */
class DecodingBenchmarkTest {
    @Test
    void lanesDecodeSideBySideAndNoFasterThanTheirProducts() {
        try (DecoderPolicy policy = Policies.golden();
                Tokenizer tokenizer = Policies.goldenTokenizer()) {
            LaneTimer lanes = new LaneTimer(2);
            double reached = new DecodingBenchmark(4, 5, 6).speed(policy, tokenizer, lanes);
            assertThat(reached).isPositive().isLessThan(new EngineBench(policy, lanes).products(4, 4));
        }
    }

    @Test
    void rowsOfTheHeadCostTimeAsWell() {
        try (DecoderPolicy policy = Policies.golden()) {
            EngineBench bench = new EngineBench(policy, new LaneTimer(1));
            assertThat(bench.products(EngineBench.Order.PLAIN, 64, 1))
                    .isGreaterThan(bench.products(EngineBench.Order.PLAIN, 64, 4096));
        }
    }

    @Test
    void allLanesOfARoundWorkAtOnce() {
        AtomicInteger calls = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(3);
        double seconds = new LaneTimer(3).seconds(() -> {
            calls.incrementAndGet();
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("alone", e);
            }
        });
        assertThat(seconds).isLessThan(1);
        assertThat(calls.get())
                .isGreaterThanOrEqualTo(9)
                .satisfies(count -> assertThat(count % 3).isZero());
    }

    @Test
    void aLaneThatThrowsIsTold() {
        Runnable broken = () -> {
            throw new IllegalStateException("broken");
        };
        assertThatThrownBy(() -> new LaneTimer(1).seconds(broken))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot measure: a lane threw java.lang.IllegalStateException: broken");
    }
}

package org.waggle.driver.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.waggle.driver.stage.StopSignal;

class TimeLimitTest {
    @Test
    void whenItsTimeIsOverATrainingIsStoppedAfterItsFirstStep() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        StopSignal signal = new StopSignal(stopped::countDown);

        try (TimeLimit limit = new TimeLimit(Duration.ofMinutes(-1), signal, () -> asked.incrementAndGet() > 1)) {
            assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(limit.isOver()).isTrue();
            assertThat(signal.isRequested()).isTrue();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void noLimitNeverComes() {
        try (TimeLimit limit = TimeLimit.none()) {
            assertThat(limit.isOver()).isFalse();
        }
    }
}

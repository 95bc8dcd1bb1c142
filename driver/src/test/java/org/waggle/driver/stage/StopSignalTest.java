package org.waggle.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

class StopSignalTest {
    private final AtomicInteger interrupts = new AtomicInteger();
    private final StopSignal signal = new StopSignal(interrupts::incrementAndGet);

    @Test
    void nothingStopsUnlessItIsWished() {
        signal.check();
        signal.commit();
        signal.release();

        assertThat(signal.isRequested()).isFalse();
        assertThat(interrupts).hasValue(0);
    }

    @Test
    void beforeAnUpdateTheStepIsGivenUp() {
        signal.request();

        assertThat(interrupts).hasValue(1);
        assertThatThrownBy(signal::check)
                .isInstanceOfSatisfying(
                        RunException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.STOPPED))
                .hasMessage("Stopped");
        assertThatThrownBy(signal::commit).hasMessage("Stopped");
        assertThat(signal.isCommitted()).isFalse();
    }

    @Test
    void onceAnUpdateHasBegunTheStepIsFinishedFirst() {
        signal.commit();
        signal.request();
        signal.check();

        assertThat(interrupts).hasValue(0);
        assertThat(signal.isCommitted()).isTrue();

        signal.release();
        assertThatThrownBy(signal::check).hasMessage("Stopped");
    }

    @Test
    void whatIsFinishedAfterTheWishIsNotStopped() {
        signal.request();
        signal.finish();

        signal.check();
    }
}

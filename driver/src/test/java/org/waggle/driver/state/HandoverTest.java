package org.waggle.driver.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.driver.state.Handover.Ticket;

/** Gradients that stay where they are. */
class HandoverTest {
    private static GradientShard part(int lane, float value) {
        return new GradientShard(
                lane, FloatBuffer.wrap(new float[] {value}), GradientTransport.FLOAT32, new WeightedSums());
    }

    private static Ticket ticket(GradientShard left) {
        return Objects.requireNonNull(left.ticket());
    }

    @Test
    void aTicketIsWorthThePartThatItWasGivenFor() {
        Handover handover = Handover.begin();
        Ticket first = ticket(handover.leave(3, part(0, 5)));
        Ticket second = ticket(handover.leave(3, part(1, 7)));

        assertThat(Handover.redeem(second).values().get()).isEqualTo(7);
        assertThat(Handover.redeem(first).values().get()).isEqualTo(5);
        assertThatThrownBy(() -> Handover.redeem(first)).hasMessage("A ticket for a gradient was redeemed before");
        handover.finish();
    }

    @Test
    void aFinishedHandoverHasFreedItsMemoryAndTakesNoTickets() {
        Handover handover = Handover.begin();
        AtomicInteger freed = new AtomicInteger();
        Ticket ticket = ticket(handover.leave(0, part(0, 1)));
        handover.freeing(freed::incrementAndGet);
        assertThat(freed).hasValue(0);

        handover.finish();

        assertThat(freed).hasValue(1);
        assertThatThrownBy(() -> Handover.redeem(ticket)).hasMessage("The handover of a gradient is over");
    }
}

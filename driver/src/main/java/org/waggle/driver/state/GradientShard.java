package org.waggle.driver.state;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.driver.state.Handover.Ticket;

/** One lane's part of one shard of the gradient. */
public final class GradientShard {
    private final int lane;
    private final FloatBuffer values;
    private final GradientTransport transport;
    private final WeightedSums sums;
    private final @Nullable Ticket ticket;

    /**
     * A part of a gradient.
     *
     * @param lane lane that computed it; lanes are added in this order
     * @param values [shard length], not to be changed; may be memory of libtorch that lives no longer than the lane's
     *     task, or than its {@link Handover}
     * @param transport how it travels
     * @param sums what the lane has to report; only in the first shard of a node
     */
    public GradientShard(int lane, FloatBuffer values, GradientTransport transport, WeightedSums sums) {
        this(lane, values, transport, sums, null);
    }

    private GradientShard(
            int lane, FloatBuffer values, GradientTransport transport, WeightedSums sums, @Nullable Ticket ticket) {
        this.lane = lane;
        this.values = values;
        this.transport = transport;
        this.sums = sums;
        this.ticket = ticket;
    }

    /** The same part, of which only a ticket travels. */
    GradientShard travellingAs(Ticket ticket) {
        return new GradientShard(lane, values, transport, sums, ticket);
    }

    /** What travels in its place; null if it travels itself. */
    public @Nullable Ticket ticket() {
        return ticket;
    }

    /** Lane that computed it. */
    public int lane() {
        return lane;
    }

    /** The values, [shard length], from their beginning. */
    public FloatBuffer values() {
        return values.duplicate();
    }

    /** How it travels. */
    public GradientTransport transport() {
        return transport;
    }

    /** What the lane has to report. */
    public WeightedSums sums() {
        return sums;
    }
}

package org.waggle.driver.state;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets gradients of one update stay in the memory that they were computed in, where all tasks run in one process: the
 * shuffle carries tickets, and whoever receives one redeems it for the shard.
 *
 * @param number names it in this process
 */
public record Handover(long number) implements Serializable {
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Map<Long, Desk> DESKS = new ConcurrentHashMap<>();

    /** What a shuffle carries in place of a shard. */
    public record Ticket(long handover, int lane, int shard) {}

    private record Desk(Map<Ticket, GradientShard> shards, Queue<Runnable> owners) {
        Desk() {
            this(new ConcurrentHashMap<>(), new ConcurrentLinkedQueue<>());
        }
    }

    /** A new one, which the caller finishes. */
    public static Handover begin() {
        Handover handover = new Handover(NUMBERS.incrementAndGet());
        DESKS.put(handover.number, new Desk());
        return handover;
    }

    /**
     * Leaves a lane's part of a shard here.
     *
     * @param shard partition of the state
     * @return the same part, which travels as a ticket
     */
    GradientShard leave(int shard, GradientShard part) {
        Ticket ticket = new Ticket(number, part.lane(), shard);
        GradientShard left = part.travellingAs(ticket);
        desk(number).shards().put(ticket, left);
        return left;
    }

    /** The part as it travels: left at a handover where there is one, itself where there is none. */
    public static GradientShard left(@Nullable Handover handover, int shard, GradientShard part) {
        return handover == null ? part : handover.leave(shard, part);
    }

    /** Frees the memory of what was left, as soon as it is finished. */
    public void freeing(Runnable owner) {
        desk(number).owners().add(owner);
    }

    /**
     * Frees what was left, when the update that it was for is done. After a failure it isn't to be called: tasks may
     * still be reading, and the process is about to end.
     */
    public void finish() {
        Desk desk = desk(number);
        DESKS.remove(number);
        desk.owners().forEach(Runnable::run);
    }

    /** The shard that was left for a ticket; once, since whoever adds shards may do so in place. */
    public static GradientShard redeem(Ticket ticket) {
        GradientShard left = desk(ticket.handover()).shards().remove(ticket);
        return Objects.requireNonNull(left, "A ticket for a gradient was redeemed before");
    }

    private static Desk desk(long number) {
        return Objects.requireNonNull(DESKS.get(number), "The handover of a gradient is over");
    }
}

package org.waggle.driver.state;

import org.waggle.common.data.Precision;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.executor.optimizer.OptimizerShard;

/**
 * One shard of the trainer's state: float32 master weights with their moments. Not changed once made, except by whoever
 * takes it to make the next version of it.
 */
public final class StateShard {
    private final int index;
    private final long updates;
    private final OptimizerShard values;
    private boolean taken;

    /**
     * A shard.
     *
     * @param index partition of the state, counted over all nodes
     * @param updates updates that the moments have seen
     * @param values weights and moments; not to be changed from now on
     */
    public StateShard(int index, long updates, OptimizerShard values) {
        this.index = index;
        this.updates = updates;
        this.values = values;
    }

    /** A shard at the beginning of a phase: these weights, no moments. */
    public static StateShard fresh(int index, long start, float[] weights) {
        return new StateShard(index, 0, OptimizerShard.fresh(start, weights));
    }

    /** The weights for computing in a type; in float32 the master weights themselves. */
    public WeightShard weights(Precision precision) {
        return WeightShard.of(precision, index, values.start(), values.weights());
    }

    /** The same, without an array of its own. */
    public WeightShard view(Precision precision) {
        return WeightShard.view(precision, index, values.start(), values.weights());
    }

    /** Partition of the state, counted over all nodes. */
    public int index() {
        return index;
    }

    /** Updates that the moments have seen. */
    public long updates() {
        return updates;
    }

    /**
     * Weights and moments, to be changed in place by the caller, who alone may use them from now on.
     *
     * @throws RunException if they were taken before: then they may be half changed
     */
    public synchronized OptimizerShard take() {
        if (taken) {
            throw new RunException(
                    FailureKind.INTERNAL,
                    "Cannot update shard %d again: its values were given away (resume from the last checkpoint)"
                            .formatted(index));
        }
        taken = true;
        return values;
    }

    /** Weights and moments; not to be changed. */
    public OptimizerShard values() {
        return values;
    }
}

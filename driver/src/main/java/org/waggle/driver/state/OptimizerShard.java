package org.waggle.driver.state;

/** One shard of an AdamW state: float32 master weights and both moments. Never changed once made. */
public final class OptimizerShard {
    private final int index;
    private final long offset;
    private final long updates;
    private final float[] master;
    private final float[] firstMoment;
    private final float[] secondMoment;

    /**
     * A shard; the arrays, all [shard length], are owned by it from now on.
     *
     * @param index partition of the state, counted over all nodes
     * @param offset place of its first value in its node's flat vector
     * @param updates updates that the moments have seen
     */
    public OptimizerShard(
            int index, long offset, long updates, float[] master, float[] firstMoment, float[] secondMoment) {
        this.index = index;
        this.offset = offset;
        this.updates = updates;
        this.master = master;
        this.firstMoment = firstMoment;
        this.secondMoment = secondMoment;
    }

    /** A shard at the beginning of a phase: these weights, no moments. */
    public static OptimizerShard fresh(int index, long offset, float[] master) {
        return new OptimizerShard(index, offset, 0, master, new float[master.length], new float[master.length]);
    }

    /** The weights in the type that computing needs: float32, so the master weights themselves. */
    public WeightShard weights() {
        return new WeightShard(index, offset, master);
    }

    /** Partition of the state, counted over all nodes. */
    public int index() {
        return index;
    }

    /** Place of the first value in the node's flat vector. */
    public long offset() {
        return offset;
    }

    /** Updates that the moments have seen. */
    public long updates() {
        return updates;
    }

    /** Master weights; not to be changed. */
    public float[] master() {
        return master;
    }

    /** Running mean of gradients; not to be changed. */
    public float[] firstMoment() {
        return firstMoment;
    }

    /** Running mean of squared gradients; not to be changed. */
    public float[] secondMoment() {
        return secondMoment;
    }
}

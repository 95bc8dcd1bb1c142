package org.waggle.driver.state;

/** One shard of the flat weight vectors of all nodes, in the type that computing needs. Never changed once made. */
public final class WeightShard {
    private final int index;
    private final long offset;
    private final float[] values;

    /**
     * A shard; the array is owned by it from now on.
     *
     * @param index partition of the state that it is, counted over all nodes
     * @param offset place of its first value in its node's flat vector
     * @param values weights, [shard length]
     */
    public WeightShard(int index, long offset, float[] values) {
        this.index = index;
        this.offset = offset;
        this.values = values;
    }

    /** Partition of the state, counted over all nodes. */
    public int index() {
        return index;
    }

    /** Place of the first value in the node's flat vector. */
    public long offset() {
        return offset;
    }

    /** The weights, [shard length]; not to be changed. */
    public float[] values() {
        return values;
    }
}

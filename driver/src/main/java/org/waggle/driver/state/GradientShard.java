package org.waggle.driver.state;

import org.waggle.common.data.WeightedSums;

/** One lane's part of one shard of the gradient, as it travels: raw little-endian float32. */
public final class GradientShard {
    private final int lane;
    private final byte[] bytes;
    private final WeightedSums sums;

    /**
     * A part of a gradient.
     *
     * @param lane lane that computed it; lanes are added in this order
     * @param bytes little-endian float32, [shard length]
     * @param sums what the lane has to report; only in the first shard of a node
     */
    public GradientShard(int lane, byte[] bytes, WeightedSums sums) {
        this.lane = lane;
        this.bytes = bytes;
        this.sums = sums;
    }

    /** Lane that computed it. */
    public int lane() {
        return lane;
    }

    /** Little-endian float32, [shard length]. */
    public byte[] bytes() {
        return bytes;
    }

    /** What the lane has to report. */
    public WeightedSums sums() {
        return sums;
    }
}

package org.waggle.driver.state;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import org.waggle.common.data.WeightedSums;
import org.waggle.executor.optimizer.GradientNorm;

/** One shard of the whole gradient: all lanes added in the order of the lanes, whatever order they arrived in. */
public final class ReducedShard {
    private static final int PIECE = 1 << 13;

    private final float[] values;
    private final Partial partial;

    /**
     * What the driver needs of a shard.
     *
     * @param squaredNorm sum of squares of the shard's values, added in order in float64
     * @param firstBad index in the shard of the first value that is NaN or infinite, -1 for none
     * @param sums what the lanes had to report
     */
    public record Partial(int index, double squaredNorm, int firstBad, WeightedSums sums) implements Serializable {}

    /** A reduced shard as it was; the array is owned by it from now on. */
    public ReducedShard(float[] values, Partial partial) {
        this.values = values;
        this.partial = partial;
    }

    /**
     * Adds the parts of one shard.
     *
     * @param index partition of the state
     * @param length number of values
     * @param parts one part from each lane that had work
     */
    public static ReducedShard sum(int index, int length, List<GradientShard> parts) {
        float[] values = new float[length];
        WeightedSums sums = new WeightedSums();
        List<GradientShard> ordered = parts.stream()
                .sorted(Comparator.comparingInt(GradientShard::lane))
                .toList();
        for (GradientShard part : ordered) {
            add(values, part.values());
            sums.add(part.sums());
        }
        return new ReducedShard(values, new Partial(index, GradientNorm.sumOfSquares(values), firstBad(values), sums));
    }

    /** By way of a small array, which stays in the processor's cache, in loops that the compiler vectorises. */
    private static void add(float[] values, FloatBuffer part) {
        float[] piece = new float[PIECE];
        for (int from = 0; from < values.length; from += PIECE) {
            int count = Math.min(PIECE, values.length - from);
            part.get(piece, 0, count);
            for (int i = 0; i < count; i++) {
                values[from + i] += piece[i];
            }
        }
    }

    private static int firstBad(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    /** The gradient, [shard length]; not to be changed. */
    public float[] values() {
        return values;
    }

    /** What the driver needs of it. */
    public Partial partial() {
        return partial;
    }
}

package org.waggle.driver.state;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.Arrays;
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
        WeightedSums sums = new WeightedSums();
        List<GradientShard> ordered = parts.stream()
                .sorted(Comparator.comparingInt(GradientShard::lane))
                .toList();
        ordered.forEach(part -> sums.add(part.sums()));
        float[] values = new float[length];
        add(values, ordered.stream().map(GradientShard::values).toList());
        double squares = GradientNorm.sumOfSquares(values);
        // A square of a float is no large double: the sum is finite if and only if all values are.
        int firstBad = Double.isFinite(squares) ? -1 : firstBad(values);
        return new ReducedShard(values, new Partial(index, squares, firstBad, sums));
    }

    /** By way of small arrays, which stay in the processor's cache. */
    private static void add(float[] values, List<FloatBuffer> parts) {
        float[] sum = new float[PIECE];
        float[] piece = new float[PIECE];
        for (int from = 0; from < values.length; from += PIECE) {
            int count = Math.min(PIECE, values.length - from);
            Arrays.fill(sum, 0);
            for (FloatBuffer part : parts) {
                part.get(piece, 0, count);
                add(sum, piece);
            }
            System.arraycopy(sum, 0, values, from, count);
        }
    }

    /** With one index for both arrays: else the compiler doesn't vectorise. */
    private static void add(float[] sum, float[] piece) {
        for (int i = 0; i < PIECE; i++) {
            sum[i] += piece[i];
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

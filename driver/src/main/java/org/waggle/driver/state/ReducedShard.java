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

    private final FloatBuffer values;
    private final Partial partial;

    /**
     * What the driver needs of a shard.
     *
     * @param squaredNorm sum of squares of the shard's values, added in order in float64
     * @param firstBad index in the shard of the first value that is NaN or infinite, -1 for none
     * @param sums what the lanes had to report
     */
    public record Partial(int index, double squaredNorm, int firstBad, WeightedSums sums) implements Serializable {}

    /** A reduced shard as it was; the values are owned by it from now on. */
    public ReducedShard(FloatBuffer values, Partial partial) {
        this.values = values;
        this.partial = partial;
    }

    /**
     * Adds the parts of one shard; into the memory of the first one where it was left at a {@link Handover}.
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
        boolean left = !ordered.isEmpty() && ordered.get(0).ticket() != null;
        FloatBuffer values = left ? ordered.get(0).values() : FloatBuffer.allocate(length);
        double squares = add(values, ordered.stream().map(GradientShard::values).toList());
        // A square of a float is no large double: the sum is finite if and only if all values are.
        int firstBad = Double.isFinite(squares) ? -1 : firstBad(values);
        return new ReducedShard(values, new Partial(index, squares, firstBad, sums));
    }

    /** Returns the sum of squares. By way of small arrays, which stay in the processor's cache. */
    private static double add(FloatBuffer values, List<FloatBuffer> parts) {
        float[] sum = new float[PIECE];
        float[] piece = new float[PIECE];
        double squares = 0;
        for (int from = 0; from < values.limit(); from += PIECE) {
            int count = Math.min(PIECE, values.limit() - from);
            Arrays.fill(sum, 0);
            for (FloatBuffer part : parts) {
                part.get(from, piece, 0, count);
                add(sum, piece);
            }
            values.put(from, sum, 0, count);
            squares = GradientNorm.sumOfSquares(squares, sum, count);
        }
        return squares;
    }

    /** With one index for both arrays: else the compiler doesn't vectorise. */
    private static void add(float[] sum, float[] piece) {
        for (int i = 0; i < PIECE; i++) {
            sum[i] += piece[i];
        }
    }

    private static int firstBad(FloatBuffer values) {
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The gradient, [shard length], from its beginning; not to be changed. */
    public FloatBuffer values() {
        return values.duplicate();
    }

    /** What the driver needs of it. */
    public Partial partial() {
        return partial;
    }
}

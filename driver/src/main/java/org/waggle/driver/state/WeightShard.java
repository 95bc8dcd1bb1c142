package org.waggle.driver.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.waggle.common.data.BFloat16;
import org.waggle.common.data.Precision;
import org.waggle.executor.engine.WeightSource;

/** One shard of the flat weight vectors of all nodes, for computing in a type. */
public sealed interface WeightShard {
    /** Values handed over at once. */
    int PIECE = 1 << 17;

    /** Partition of the state that it is, counted over all nodes. */
    int index();

    /** Place of the first value in the node's flat vector. */
    long offset();

    /** Number of values. */
    int length();

    /** The weights as float32, [length]; not to be changed. */
    float[] values();

    /** Type of the weights. */
    Precision precision();

    /** A shard of the same values that shares no array with the master weights. */
    WeightShard copy();

    /**
     * Writes some of the weights, little-endian and in the type that computing needs.
     *
     * @param target takes {@code count} values from its position on, which stays where it is
     */
    void copyTo(ByteBuffer target, int from, int count);

    /**
     * Hands all weights over, in pieces that are small beside a shard, on all processors: the lanes that share them
     * wait for them.
     */
    default void giveTo(WeightSource.Sink sink) {
        IntStream.range(0, (length() + PIECE - 1) / PIECE)
                .parallel()
                .map(piece -> piece * PIECE)
                .forEach(from -> give(from, Math.min(PIECE, length() - from), sink));
    }

    private void give(int from, int count, WeightSource.Sink sink) {
        ByteBuffer bytes = ByteBuffer.allocate(count * precision().bytes());
        copyTo(bytes, from, count);
        sink.fill(offset() + from, bytes);
    }

    /**
     * A shard; the array is owned by it from now on.
     *
     * @param values weights, rounded to the nearest where the precision has fewer digits
     */
    static WeightShard of(Precision precision, int index, long offset, float[] values) {
        return switch (precision) {
            case FLOAT32 -> new Full(index, offset, values);
            case BFLOAT16 -> new Half(index, offset, rounded(values, 0, values.length));
        };
    }

    /**
     * A shard that shares the array of the master weights, whatever the precision.
     *
     * @param master not to be changed as long as the shard is used
     */
    static WeightShard view(Precision precision, int index, long offset, float[] master) {
        return switch (precision) {
            case FLOAT32 -> new Full(index, offset, master);
            case BFLOAT16 -> new Rounding(index, offset, master);
        };
    }

    private static short[] rounded(float[] values, int from, int count) {
        short[] bits = new short[count];
        for (int i = 0; i < count; i++) {
            bits[i] = BFloat16.round(values[from + i]);
        }
        return bits;
    }

    /** A shard in float32. */
    record Full(int index, long offset, float[] values) implements WeightShard {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public Precision precision() {
            return Precision.FLOAT32;
        }

        @Override
        public void copyTo(ByteBuffer target, int from, int count) {
            target.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(0, values, from, count);
        }

        @Override
        public WeightShard copy() {
            return new Full(index, offset, values.clone());
        }
    }

    /**
     * A shard in bfloat16.
     *
     * @param bits the values' bits, [length]
     */
    record Half(int index, long offset, short[] bits) implements WeightShard {
        @Override
        public int length() {
            return bits.length;
        }

        @Override
        public Precision precision() {
            return Precision.BFLOAT16;
        }

        @Override
        public float[] values() {
            float[] values = new float[bits.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = BFloat16.widen(bits[i]);
            }
            return values;
        }

        @Override
        public void copyTo(ByteBuffer target, int from, int count) {
            target.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(0, bits, from, count);
        }

        @Override
        public WeightShard copy() {
            return this;
        }
    }

    /**
     * A shard in bfloat16, which is rounded whenever it is asked for.
     *
     * @param master float32 weights, [length]
     */
    record Rounding(int index, long offset, float[] master) implements WeightShard {
        @Override
        public int length() {
            return master.length;
        }

        @Override
        public Precision precision() {
            return Precision.BFLOAT16;
        }

        @Override
        public float[] values() {
            return copy().values();
        }

        @Override
        public void copyTo(ByteBuffer target, int from, int count) {
            target.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(0, rounded(master, from, count));
        }

        @Override
        public WeightShard copy() {
            return WeightShard.of(Precision.BFLOAT16, index, offset, master);
        }
    }
}

package org.waggle.driver.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.waggle.common.data.BFloat16;
import org.waggle.common.data.Precision;

/** One shard of the flat weight vectors of all nodes, in the type that computing needs. */
public sealed interface WeightShard {
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

    /** Writes the weights, little-endian and in the type that computing needs, into a buffer with room for them. */
    void copyTo(ByteBuffer target);

    /** The bytes of {@link #copyTo}, outside the heap. */
    default ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(
                Math.multiplyExact(length(), precision().bytes()));
        copyTo(bytes);
        return bytes;
    }

    /**
     * A shard; the array is owned by it from now on.
     *
     * @param values weights, rounded to the nearest where the precision has fewer digits
     */
    static WeightShard of(Precision precision, int index, long offset, float[] values) {
        return switch (precision) {
            case FLOAT32 -> new Full(index, offset, values);
            case BFLOAT16 -> new Half(index, offset, rounded(values));
        };
    }

    private static short[] rounded(float[] values) {
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = BFloat16.round(values[i]);
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
        public void copyTo(ByteBuffer target) {
            target.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
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
        public void copyTo(ByteBuffer target) {
            target.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(bits);
        }

        @Override
        public WeightShard copy() {
            return this;
        }
    }
}

package org.waggle.common.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.waggle.common.data.BFloat16;

/** Numbers of a file as float32: every one of the narrower types is one exactly. */
final class Widening {
    private static final Set<Dtype> TYPES = EnumSet.of(Dtype.F32, Dtype.BF16, Dtype.F16);
    private static final int HALF_FRACTION_BITS = 10;
    private static final int HALF_LARGEST_EXPONENT = 0x1F;
    private static final int HALF_TO_SINGLE_EXPONENT = 127 - 15;
    private static final float SMALLEST_HALF = 0x1p-24f;
    private static final int FRACTION_SHIFT = 23 - HALF_FRACTION_BITS;

    private Widening() {}

    static boolean isExact(Dtype dtype) {
        return TYPES.contains(dtype);
    }

    /** Widens what remains of a buffer, little-endian numbers of a type, into an array from a place on. */
    static void widen(Dtype dtype, ByteBuffer source, float[] target, int from) {
        ByteBuffer ordered = source.order(ByteOrder.LITTLE_ENDIAN);
        if (dtype == Dtype.F32) {
            ordered.asFloatBuffer().get(target, from, ordered.remaining() / Float.BYTES);
            return;
        }
        ShortBuffer bits = ordered.asShortBuffer();
        for (int to = from; bits.hasRemaining(); to++) {
            target[to] = dtype == Dtype.BF16 ? BFloat16.widen(bits.get()) : half(bits.get());
        }
    }

    private static float half(short bits) {
        int exponent = (bits >> HALF_FRACTION_BITS) & HALF_LARGEST_EXPONENT;
        int fraction = bits & ((1 << HALF_FRACTION_BITS) - 1);
        float sign = bits < 0 ? -1 : 1;
        if (exponent == 0) {
            return sign * fraction * SMALLEST_HALF;
        }
        int wide = exponent == HALF_LARGEST_EXPONENT ? 0xFF : exponent + HALF_TO_SINGLE_EXPONENT;
        return sign * Float.intBitsToFloat((wide << 23) | (fraction << FRACTION_SHIFT));
    }
}

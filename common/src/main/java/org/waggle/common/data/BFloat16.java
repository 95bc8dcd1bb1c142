package org.waggle.common.data;

/** Brain floating point: the upper half of a float32, with its exponent and 8 bits of precision. */
public final class BFloat16 {
    private static final int ROUND = 0x7FFF;
    private static final short NAN = 0x7FC0;

    private BFloat16() {}

    /** The nearest value's bits; of two as near, the even one. */
    public static short round(float value) {
        if (Float.isNaN(value)) {
            return NAN;
        }
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + ROUND + (bits >>> Short.SIZE & 1)) >>> Short.SIZE);
    }

    /** The value of bits, exactly. */
    public static float widen(short bits) {
        return Float.intBitsToFloat(bits << Short.SIZE);
    }
}

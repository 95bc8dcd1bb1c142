package org.waggle.common.checkpoint;

import java.util.Arrays;

/** Types of numbers in a safetensors file; the names are the format's. */
public enum Dtype {
    /** IEEE double precision. */
    F64(8),
    /** IEEE single precision. */
    F32(4),
    /** IEEE half precision. */
    F16(2),
    /** The upper half of a single precision number. */
    BF16(2),
    /** Eight bits, five of them exponent. */
    F8_E5M2(1),
    /** Eight bits, four of them exponent. */
    F8_E4M3(1),
    /** Signed, 64 bits. */
    I64(8),
    /** Signed, 32 bits. */
    I32(4),
    /** Signed, 16 bits. */
    I16(2),
    /** Signed, 8 bits. */
    I8(1),
    /** Unsigned, 64 bits. */
    U64(8),
    /** Unsigned, 32 bits. */
    U32(4),
    /** Unsigned, 16 bits. */
    U16(2),
    /** Unsigned, 8 bits. */
    U8(1),
    /** One byte, 0 or 1. */
    BOOL(1);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one number in bytes. */
    public int bytes() {
        return bytes;
    }

    /**
     * Size of a tensor in bytes.
     *
     * @param shape extents, each at least 0; none for a scalar
     * @throws ArithmeticException if it does not fit 63 bits
     */
    public long bytes(long... shape) {
        return Arrays.stream(shape).reduce(bytes, Math::multiplyExact);
    }
}

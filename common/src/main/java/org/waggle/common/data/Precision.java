package org.waggle.common.data;

/** Types of numbers that a model computes in; its master weights, gradients and moments are float32 in any case. */
public enum Precision {
    /** IEEE single precision. */
    FLOAT32(Float.BYTES),
    /** Brain floating point ({@link BFloat16}): half the memory, two or three decimal digits. */
    BFLOAT16(Short.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one number in bytes. */
    public int bytes() {
        return bytes;
    }
}

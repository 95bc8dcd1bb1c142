package org.waggle.common.recipe;

/** The type in which a lane's gradient travels to those who add it. Lanes are always added in float32. */
public enum GradientTransport {
    /** As it was computed. */
    FLOAT32,
    /** Rounded to the nearest bfloat16, ties to even: half the bytes, 8 bits of precision. */
    BFLOAT16
}

package org.waggle.common.data;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * A named source of randomness: a 64-bit key from which further keys are derived by name or number.
 *
 * <p>A draw depends only on the path of names that leads to it, such as run seed, step, problem, sample, token; never
 * on how often or in which order other draws were made. So a retried task, another partition count or another executor
 * gives the same sample. Mixing is the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 *
 * @param value the key; every value is as good as any other
 */
public record Seed(long value) implements Serializable {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long NAME = 0xD1B54A32D192ED03L;
    private static final double TO_UNIT = 0x1.0p-53;

    /** The seed at a numbered place below this one. */
    public Seed at(long index) {
        return new Seed(mix(mix(value + GOLDEN) ^ mix(index * GOLDEN + 1)));
    }

    /** The seed at a named place below this one; no name leads to the place of a number, or of numbers. */
    public Seed at(String name) {
        Seed seed = new Seed(value ^ NAME).at(name.length());
        for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
            seed = seed.at(letter);
        }
        return seed;
    }

    /** 64 uniform bits. */
    public long bits() {
        return mix(value + GOLDEN);
    }

    /** A uniform draw from [0, 1), with 53 bits. */
    public double uniform() {
        return (bits() >>> 11) * TO_UNIT;
    }

    /**
     * A uniform draw from 0 to {@code bound} - 1; its bias is at most {@code bound} / 2^63.
     *
     * @param bound number of outcomes, at least 1
     */
    public long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("Invalid bound: " + bound + " (must be >= 1)");
        }
        return (bits() >>> 1) % bound;
    }

    /** A draw from the standard normal distribution (Box and Muller, 1958), of names that nobody else uses. */
    public double normal() {
        Seed own = at("normal");
        double radius = Math.sqrt(-2 * Math.log(1 - own.at(0).uniform()));
        return radius * Math.cos(2 * Math.PI * own.at(1).uniform());
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

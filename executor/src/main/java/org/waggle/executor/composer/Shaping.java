package org.waggle.executor.composer;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** What a channel counts as: {@code min(high, max(low, scale · score / divisor + shift))}. */
@Doc("What a channel counts as: scale · score / divisor + shift, clipped to [low, high].")
public record Shaping(
        @Doc("What the score is divided by: one, or the completion's tokens.")
        Divisor divideBy,

        @Doc("Factor.") double scale,
        @Doc("What is added.") double shift,
        @Doc("Smallest value.") double low,
        @Doc("Largest value, at least low.") double high)
        implements Serializable {
    /** What a score is divided by. */
    public enum Divisor {
        /** Nothing. */
        ONE,
        /** Number of tokens of the completion, at least 1. */
        TOKENS
    }

    /** Checks the numbers, which YAML keeps finite. */
    public Shaping {
        Check.that(low <= high, "low", low, "must be <= high");
    }

    /** The value of a score. */
    double of(double score, int tokens) {
        double divisor = divideBy == Divisor.TOKENS ? Math.max(1, tokens) : 1;
        return Math.min(high, Math.max(low, scale * score / divisor + shift));
    }
}

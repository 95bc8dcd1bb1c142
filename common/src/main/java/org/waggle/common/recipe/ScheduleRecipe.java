package org.waggle.common.recipe;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * The learning rate over the updates of a phase: a linear warm-up from 0, then a shape down to {@code final-fraction}.
 */
@Doc(
        "The learning rate over the updates of a phase: a linear warm-up from 0, then a shape down to final-fraction of it.")
public record ScheduleRecipe(
        @Doc("Shape after the warm-up.") Shape shape,

        @Doc("Updates over which the rate rises linearly from 0.")
        int warmUp,

        @Doc("Fraction of the highest rate that it falls to by the end of the phase, in [0, 1]; constant ignores it.")
        double finalFraction)
        implements Serializable {
    /** How the rate falls. */
    public enum Shape {
        /** Stays at the highest rate. */
        CONSTANT,
        /** Falls along a line. */
        LINEAR,
        /** Falls along half a cosine. */
        COSINE
    }

    /** Checks every range. */
    public ScheduleRecipe {
        Check.that(warmUp >= 0, "warm-up", warmUp, "must be >= 0");
        Check.that(finalFraction >= 0 && finalFraction <= 1, "final-fraction", finalFraction, "must be in [0, 1]");
    }
}

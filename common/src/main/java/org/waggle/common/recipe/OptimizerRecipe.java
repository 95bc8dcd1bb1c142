package org.waggle.common.recipe;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * AdamW (Loshchilov and Hutter, arXiv:1711.05101) with decoupled weight decay on matrices only, after a global norm
 * clip.
 */
@Doc("AdamW after a clip of the global norm, with decoupled weight decay of matrices only.")
public record OptimizerRecipe(
        @Doc("Highest learning rate.") double learningRate,
        @Doc("Decay of the first moment, in [0, 1).") double beta1,
        @Doc("Decay of the second moment, in [0, 1).") double beta2,
        @Doc("Added to the root of the second moment.") double epsilon,

        @Doc("Decoupled weight decay of matrices; vectors have none.")
        double weightDecay,

        @Doc("Largest global norm of the gradient; it is scaled down to it. 0 doesn't clip.")
        double clipNorm,

        @Doc("Shape of the learning rate over the phase's updates.")
        ScheduleRecipe schedule)
        implements Serializable {
    /** Checks every range. */
    public OptimizerRecipe {
        Check.that(learningRate > 0, "learning-rate", learningRate, "must be > 0");
        Check.that(beta1 >= 0 && beta1 < 1, "beta1", beta1, "must be in [0, 1)");
        Check.that(beta2 >= 0 && beta2 < 1, "beta2", beta2, "must be in [0, 1)");
        Check.that(epsilon > 0, "epsilon", epsilon, "must be > 0");
        Check.that(weightDecay >= 0, "weight-decay", weightDecay, "must be >= 0");
        Check.that(clipNorm >= 0, "clip-norm", clipNorm, "must be >= 0; 0 doesn't clip");
    }
}

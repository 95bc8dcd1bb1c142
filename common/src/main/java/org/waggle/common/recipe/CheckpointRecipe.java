package org.waggle.common.recipe;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** When to save, and what to keep. The end of a phase and of the run is always saved. */
@Doc("When to save, and what to keep.")
public record CheckpointRecipe(
        @Doc("Steps between checkpoints; the last step of a phase is always saved.")
        int every,

        @Doc("Number of newest checkpoints that are kept.") int keepLast,

        @Doc(
                "EVALUATOR/METRIC, such as held-out/pass@1: the checkpoint where it was highest is kept too; empty for none.")
        String best,

        @Doc("Number of newest steps whose samples are kept in rollouts/; 0 keeps all. Removed with each checkpoint.")
        int keepRollouts)
        implements Serializable {
    /** Checks every range. */
    public CheckpointRecipe {
        Check.that(every >= 1, "every", every, "must be >= 1");
        Check.that(keepLast >= 1, "keep-last", keepLast, "must be >= 1");
        Check.that(keepRollouts >= 0, "keep-rollouts", keepRollouts, "must be >= 0");
    }
}

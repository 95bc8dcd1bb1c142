package org.waggle.executor.reward.gym;

import org.jspecify.annotations.Nullable;

/** The scoring rule of a task. */
@FunctionalInterface
interface GymScorer {
    /**
     * The score of an answer, in [0, 1].
     *
     * @param answer what the policy answered; null if no answer was found
     */
    double score(@Nullable String answer, GymEntry entry);
}

package org.waggle.driver.run;

import org.jspecify.annotations.Nullable;

/**
 * Which of the models that a run has saved.
 *
 * @param checkpoint step of the checkpoint; null takes the newest
 * @param node name of the node; null takes the first
 */
public record ModelChoice(
        @Nullable Integer checkpoint, @Nullable String node) {
    /** The first node's, of the newest checkpoint. */
    public static final ModelChoice NEWEST = new ModelChoice(null, null);

    /** Whether something was chosen: only a run has a choice. */
    boolean isMade() {
        return checkpoint != null || node != null;
    }
}

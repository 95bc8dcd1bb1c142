package org.waggle.driver.store;

import org.waggle.common.data.ScoredGroup;

/**
 * A scored group with what became of its completions: as many rows of the table as it has completions.
 *
 * @param run name of the run
 * @param phase name of the phase
 * @param seed seed of the run, from which every draw of the group follows by name
 * @param group the group and its rewards
 * @param advantages of each token, [completions][tokens]; an inner array may be empty where nothing was estimated
 * @param updates numbers of the optimizer updates that consumed a completion, [completions][updates]; empty inner
 *     arrays where it was not selected
 */
public record ScoredRollout(
        String run, String phase, long seed, ScoredGroup group, float[][] advantages, int[][] updates) {
    /** Checks that every completion has its arrays. */
    public ScoredRollout {
        int size = group.group().size();
        if (advantages.length != size || updates.length != size) {
            throw new IllegalArgumentException("Invalid rollout: %d advantages and %d updates (must be %d of each)"
                    .formatted(advantages.length, updates.length, size));
        }
    }
}

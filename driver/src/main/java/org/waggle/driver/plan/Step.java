package org.waggle.driver.plan;

import org.waggle.common.recipe.PhaseRecipe;

/**
 * One step of a run.
 *
 * @param number counted over all phases, from 1
 * @param phase what it belongs to
 * @param inPhase counted within the phase, from 1
 * @param firstProblem index of the first training problem that it takes; steps take consecutive problems
 */
public record Step(int number, PhaseRecipe phase, int inPhase, long firstProblem) {
    /** True if the phase ends with this step. */
    public boolean isLastOfPhase() {
        return inPhase == phase.steps();
    }

    /** Planned number, from 0, of an update of this step among the updates of the phase; what schedules go by. */
    public long plannedUpdate(int update) {
        return (long) (inPhase - 1) * phase.updatesPerStep() + update;
    }

    /** Name of this step's stages in Spark's UI, such as {@code step 12 · rollout}. */
    public String stage(String name) {
        return "step %d · %s".formatted(number, name);
    }
}

package org.waggle.driver.stage;

import org.waggle.driver.plan.Step;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.executor.gradient.ItemWorker;

/** placeholder. */
public final class StoreStage {
    /** Writes the samples of a step. */
    public void run(Step step, ItemWorker worker, TrainingPlan plan, long updates, ScoreStage.Scored scored) {}
}

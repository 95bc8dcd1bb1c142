package org.waggle.driver.stage;

import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.plan.Step;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.executor.gradient.ItemWorker;

/** placeholder. */
public final class StoreStage {
    public StoreStage(RunContext context, Path folder, Storage storage) {}

    public void cutAfter(int step) {}

    /** Writes the samples of a step. */
    public void run(Step step, ItemWorker worker, TrainingPlan plan, long updates, ScoreStage.Scored scored) {}
}

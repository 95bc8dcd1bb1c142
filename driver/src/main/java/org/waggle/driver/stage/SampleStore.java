package org.waggle.driver.stage;

import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.plan.Step;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.store.RolloutTable;

/**
 * Where every sample of a run becomes a row, with its rewards, its advantage and the updates that will consume it,
 * before the gradient reads it.
 */
public final class SampleStore {
    private final RunContext context;
    private final RolloutTable table;
    private final SerializableConfiguration hadoop;

    /** The store of a run whose samples lie in a folder. */
    public SampleStore(RunContext context, Path folder, Storage storage) {
        this.context = context;
        this.table = new RolloutTable(storage, folder);
        this.hadoop = new SerializableConfiguration(storage.configuration());
    }

    /** Deletes the samples of later steps: a resumed run writes them again. */
    public void cutAfter(int step) {
        table.cutAfter(step);
    }

    /**
     * What writes the samples of a step, within its tasks.
     *
     * @param updates updates made before the step
     */
    public SampleWriter writer(Step step, TrainingPlan plan, long updates) {
        return new SampleWriter(
                new SampleWriter.Header(
                        context.recipe().name(),
                        step.phase().name(),
                        context.recipe().seed(),
                        step.number()),
                plan,
                updates,
                hadoop,
                table.root().toString());
    }
}

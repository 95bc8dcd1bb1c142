package org.waggle.driver.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.ScoredGroupCodec;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Completion;
import org.waggle.common.data.ScoredGroup;
import org.waggle.driver.plan.Step;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.spark.Message;
import org.waggle.driver.store.RolloutTable;
import org.waggle.driver.store.RolloutWriter;
import org.waggle.driver.store.ScoredRollout;
import org.waggle.executor.gradient.ItemWorker;

/**
 * Store: every sample of a step becomes a row of the run's table, with its rewards, its advantage and the updates that
 * will consume it, before the gradient reads it.
 */
public final class StoreStage {
    private final RunContext context;
    private final RolloutTable table;
    private final SerializableConfiguration hadoop;

    /** The stage of a run whose samples lie in a folder. */
    public StoreStage(RunContext context, Path folder, Storage storage) {
        this.context = context;
        this.table = new RolloutTable(storage, folder);
        this.hadoop = new SerializableConfiguration(storage.configuration());
    }

    /** Deletes the samples of later steps: a resumed run writes them again. */
    public void cutAfter(int step) {
        table.cutAfter(step);
    }

    /**
     * Writes the samples of a step and waits for it.
     *
     * @param updates updates made before the step
     */
    public void run(Step step, ItemWorker worker, TrainingPlan plan, long updates, ScoreStage.Scored scored) {
        context.describe(step.stage("store"));
        PartWriter writer = new PartWriter(
                new Header(
                        context.recipe().name(),
                        step.phase().name(),
                        context.recipe().seed(),
                        step.number()),
                worker,
                plan,
                updates,
                hadoop,
                table.root().toString());
        scored.batches()
                .mapPartitionsWithIndex((part, batches) -> writer.write(part, batches), false)
                .collect();
    }

    /** What all rows of a step share. */
    private record Header(String run, String phase, long seed, int step) implements Serializable {}

    private record PartWriter(
            Header header,
            ItemWorker worker,
            TrainingPlan plan,
            long updates,
            SerializableConfiguration hadoop,
            String root)
            implements Serializable {
        Iterator<Message<Integer>> write(int part, Iterator<ArrowBatch> batches) {
            List<ScoredGroup> groups = Batches.rows(batches, ScoredGroupCodec::decode);
            RolloutTable table = new RolloutTable(new Storage(hadoop.value()), new Path(root));
            RolloutWriter.write(
                    table.storage(),
                    table.part(header.step(), part),
                    groups.stream().map(this::row).iterator());
            return List.of(new Message<>(groups.size())).iterator();
        }

        private ScoredRollout row(ScoredGroup group) {
            List<Completion> completions = group.group().completions();
            int[][] consumed = new int[completions.size()][];
            for (int place = 0; place < consumed.length; place++) {
                consumed[place] = numbers(group, completions.get(place));
            }
            return new ScoredRollout(
                    header.run(), header.phase(), header.seed(), group, worker.advantages(group), consumed);
        }

        private int[] numbers(ScoredGroup group, Completion completion) {
            List<Integer> numbers = new ArrayList<>();
            for (int update : plan.updatesOf(group.group().id(), completion.sample())) {
                numbers.add(Math.toIntExact(updates + plan.ordinal(update)));
            }
            return numbers.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}

package org.waggle.driver.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Completion;
import org.waggle.common.data.ScoredGroup;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.store.RolloutTable;
import org.waggle.driver.store.RolloutWriter;
import org.waggle.driver.store.ScoredRollout;

/**
 * Writes the samples of a step, one file a task; a task that runs again writes the same file again.
 *
 * @param header what all rows share
 * @param plan which updates consume which sample
 * @param updates updates made before the step
 * @param hadoop Hadoop's settings
 * @param root folder of the table
 */
public record SampleWriter(
        Header header, TrainingPlan plan, long updates, SerializableConfiguration hadoop, String root)
        implements Serializable {
    /** What all rows of a step share. */
    record Header(String run, String phase, long seed, int step) implements Serializable {}

    /** A group with its advantages, [completions][tokens]. */
    record Advantaged(ScoredGroup group, float[][] advantages) {}

    void write(int part, List<Advantaged> groups) {
        RolloutTable table = new RolloutTable(new Storage(hadoop.value()), new Path(root));
        RolloutWriter.write(
                table.storage(),
                table.part(header.step(), part),
                groups.stream().map(this::row).iterator());
    }

    private ScoredRollout row(Advantaged scored) {
        ScoredGroup group = scored.group();
        List<Completion> completions = group.group().completions();
        int[][] consumed = new int[completions.size()][];
        for (int place = 0; place < consumed.length; place++) {
            consumed[place] = numbers(group, completions.get(place));
        }
        return new ScoredRollout(header.run(), header.phase(), header.seed(), group, scored.advantages(), consumed);
    }

    private int[] numbers(ScoredGroup group, Completion completion) {
        List<Integer> numbers = new ArrayList<>();
        for (int update : plan.updatesOf(group.group().id(), completion.sample())) {
            numbers.add(Math.toIntExact(updates + plan.ordinal(update)));
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}

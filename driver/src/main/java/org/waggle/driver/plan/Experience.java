package org.waggle.driver.plan;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.data.GroupSummary;

/**
 * What one step trains on.
 *
 * @param items training items as Arrow batches; partition {@code (update · nodes + node) · lanes + lane}
 * @param plan which update trains on what
 * @param batch what was sampled, selected or not; empty where nothing was
 * @param temperature divides the logits, as it did when sampling
 * @param release frees what Spark keeps of it
 */
public record Experience(
        JavaRDD<ArrowBatch> items, TrainingPlan plan, List<GroupSummary> batch, double temperature, Runnable release)
        implements AutoCloseable {

    @Override
    public void close() {
        release.run();
    }
}

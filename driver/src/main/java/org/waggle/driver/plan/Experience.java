package org.waggle.driver.plan;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.data.GroupSummary;

/**
 * What one step trains on.
 *
 * @param items training items as Arrow batches, kept by Spark until closed, so that neither an update nor the cleaning
 *     of its shuffle reaches behind them; partition {@code (update · nodes + node) · lanes + lane}
 * @param plan which update trains on what
 * @param batch what was sampled, selected or not; empty where nothing was
 * @param temperature divides the logits, as it did when sampling
 * @param source frees what the items were made of
 */
public record Experience(
        JavaRDD<ArrowBatch> items, TrainingPlan plan, List<GroupSummary> batch, double temperature, Source source)
        implements AutoCloseable {
    /** What the items were made of. */
    @FunctionalInterface
    public interface Source extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public void close() {
        items.unpersist(false);
        items.rdd().cleanShuffleDependencies(false);
        source.close();
    }
}

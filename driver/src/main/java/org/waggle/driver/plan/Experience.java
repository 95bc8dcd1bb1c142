package org.waggle.driver.plan;

import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.data.GroupSummary;

/**
 * What one step trains on.
 *
 * @param items training items as Arrow batches, kept by Spark until closed, so that neither an update nor the cleaning
 *     of its shuffle reaches behind them; partition {@code (update · nodes + node) · lanes + lane}
 * @param plan which update trains on what
 * @param batch what the nodes sampled themselves, selected or not; empty where nothing was
 * @param numbers what else is to be reported of how it was made, by name
 * @param temperature divides the logits, as it did when sampling
 * @param source frees what the items were made of
 */
public record Experience(
        JavaRDD<ArrowBatch> items,
        TrainingPlan plan,
        List<GroupSummary> batch,
        SortedMap<String, Double> numbers,
        double temperature,
        Source source)
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

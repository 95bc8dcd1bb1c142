package org.waggle.driver.stage;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.ScoredGroupCodec;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Quantile;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.spi.Batch;
import org.waggle.driver.spark.Message;
import org.waggle.executor.gradient.EntropyCounter;

/**
 * The scored groups of one node, wherever they lie. A quantile is two Spark jobs; what a task answers is bounded by the
 * 65,536 values that half of a number's bits can take, twice, and doesn't grow with tokens.
 *
 * @param node the node
 * @param groups its groups, in the order of their ids
 * @param scored Arrow batches of the scored groups of all nodes
 */
record ScoredBatch(int node, List<GroupSummary> groups, JavaRDD<ArrowBatch> scored) implements Batch {
    @Override
    public double entropyQuantile(double share) {
        return new Quantile(share).of(this::counts);
    }

    private SortedMap<Integer, Long> counts(Set<Integer> halves) {
        EntropyCounter counter = new EntropyCounter(halves);
        int own = node;
        return scored.map(batch -> new Message<>(counts(batch, own, counter))).collect().stream()
                .map(Message::value)
                .reduce(new TreeMap<>(), Quantile::sum);
    }

    private static SortedMap<Integer, Long> counts(ArrowBatch batch, int node, EntropyCounter counter) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (ScoredGroup group : ScoredGroupCodec.decode(batch)) {
            if (group.group().id().node() == node) {
                counter.count(group, counts);
            }
        }
        return counts;
    }
}

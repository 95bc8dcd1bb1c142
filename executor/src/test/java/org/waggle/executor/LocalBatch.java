package org.waggle.executor;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Quantile;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.spi.Batch;
import org.waggle.executor.gradient.EntropyCounter;

/** A batch whose groups are all at hand. */
public record LocalBatch(List<ScoredGroup> scored) implements Batch {
    @Override
    public List<GroupSummary> groups() {
        return scored.stream().map(ScoredGroup::summary).toList();
    }

    @Override
    public double entropyQuantile(double share) {
        return new Quantile(share).of(halves -> {
            SortedMap<Integer, Long> counts = new TreeMap<>();
            scored.forEach(group -> new EntropyCounter(halves).count(group, counts));
            return counts;
        });
    }
}

package org.waggle.executor.gradient;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.failure.Check;

/**
 * Cuts training items into micro-batches: one forward and backward pass each.
 *
 * <p>Items are sorted by their longest sequence, equals in the order given, and put together for as long as sequences ×
 * longest sequence stays within the limit. Items stay whole; one that is larger than the limit by itself makes a
 * micro-batch of its own.
 *
 * @param tokens largest number of tokens of a micro-batch, padding included, at least 1
 */
public record MicroBatches(int tokens) {
    private static final Comparator<TrainingItem> BY_LENGTH = Comparator.comparingInt(MicroBatches::longest);

    /** Checks the limit. */
    public MicroBatches {
        Check.that(tokens >= 1, "micro-batch-tokens", tokens, "must be >= 1");
    }

    /** The micro-batches of some items, the shortest first; a function of the items and their order. */
    public List<List<TrainingItem>> cut(List<TrainingItem> items) {
        List<List<TrainingItem>> batches = new ArrayList<>();
        List<TrainingItem> batch = new ArrayList<>();
        long sequences = 0;
        for (TrainingItem item : items.stream().sorted(BY_LENGTH).toList()) {
            sequences += item.sequences().size();
            if (!batch.isEmpty() && sequences * longest(item) > tokens) {
                batches.add(List.copyOf(batch));
                batch.clear();
                sequences = item.sequences().size();
            }
            batch.add(item);
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    private static int longest(TrainingItem item) {
        return item.sequences().stream()
                .mapToInt(TrainingSequence::totalLength)
                .max()
                .orElse(0);
    }
}

package org.waggle.executor.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.failure.Check;

/**
 * Cuts training items into micro-batches: one forward and backward pass each.
 *
 * <p>Neighbours with the same prompt are a family. Families are sorted by their longest sequence, equals in the order
 * given, so that attention has little to pad, and their items put together for as long as the tokens that the model
 * computes stay within the limit: the prompt once for each family and micro-batch, and of each sequence all tokens but
 * the last. Items stay whole; one that is larger than the limit by itself makes a micro-batch of its own.
 *
 * @param tokens largest number of computed tokens of a micro-batch, at least 1
 */
public record MicroBatches(int tokens) {
    /** Checks the limit. */
    public MicroBatches {
        Check.that(tokens >= 1, "micro-batch-tokens", tokens, "must be >= 1");
    }

    /** The micro-batches of some items, the shortest first; a function of the items and their order. */
    public List<List<TrainingItem>> cut(List<TrainingItem> items) {
        List<List<TrainingItem>> batches = new ArrayList<>();
        List<TrainingItem> batch = new ArrayList<>();
        long computed = 0;
        for (List<TrainingItem> family : families(items)) {
            int prompt = prompt(family.get(0)).length;
            boolean computesPrompt = true;
            for (TrainingItem item : family) {
                long more = completions(item) + (computesPrompt ? prompt : 0);
                if (!batch.isEmpty() && computed + more > tokens) {
                    batches.add(List.copyOf(batch));
                    batch.clear();
                    computed = 0;
                    more = completions(item) + prompt;
                }
                batch.add(item);
                computed += more;
                computesPrompt = false;
            }
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    private static List<List<TrainingItem>> families(List<TrainingItem> items) {
        List<List<TrainingItem>> families = new ArrayList<>();
        int[] prompt = null;
        for (TrainingItem item : items) {
            if (!Arrays.equals(prompt, prompt(item))) {
                families.add(new ArrayList<>());
            }
            families.get(families.size() - 1).add(item);
            prompt = prompt(item);
        }
        families.sort(Comparator.comparingInt(MicroBatches::longest));
        return families;
    }

    private static int[] prompt(TrainingItem item) {
        return item.sequences().get(0).promptTokens();
    }

    private static long completions(TrainingItem item) {
        return item.sequences().stream()
                .mapToInt(sequence -> Math.max(0, sequence.tokens().length - 1))
                .sum();
    }

    private static int longest(List<TrainingItem> family) {
        return family.stream()
                .flatMap(item -> item.sequences().stream())
                .mapToInt(TrainingSequence::totalLength)
                .max()
                .orElse(0);
    }
}

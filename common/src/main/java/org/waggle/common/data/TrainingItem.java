package org.waggle.common.data;

import java.util.List;

/**
 * What an objective sees at once: one sequence, or several that are compared (a pair, a ranking).
 *
 * @param group group that it comes from
 * @param samples their sample indices, [sequences]
 * @param sequences [sequences]
 * @param weight multiplies the item's loss
 * @param label soft label, 1 where an objective wants none
 */
public record TrainingItem(
        GroupId group, int[] samples, List<TrainingSequence> sequences, double weight, double label) {

    /** Copies the list. */
    public TrainingItem {
        sequences = List.copyOf(sequences);
    }

    /** Prompt and completion tokens of all sequences: what the item costs. */
    public int totalLength() {
        return sequences.stream().mapToInt(TrainingSequence::totalLength).sum();
    }

    /** Number of tokens of all sequences that count in the loss. */
    public int trainedTokens() {
        return sequences.stream().mapToInt(TrainingSequence::trainedTokens).sum();
    }
}

package org.waggle.executor.gradient;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Pick;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.AdvantageEstimator;

/**
 * Turns picked completions into training items with their advantages.
 *
 * @param estimators fitted to the batch of each node, [nodes]
 */
public record ItemWorker(List<AdvantageEstimator> estimators) implements Serializable {
    /** Copies the list. */
    public ItemWorker {
        estimators = List.copyOf(estimators);
    }

    /** Advantages of a group's completions, [completions][tokens]; refuses one that isn't finite, by name. */
    public float[][] advantages(ScoredGroup group) {
        float[][] advantages = estimators.get(group.group().id().node()).estimate(group);
        for (float[] tokens : advantages) {
            for (float advantage : tokens) {
                if (!Float.isFinite(advantage)) {
                    throw RunException.input(
                            "Invalid advantage: %s (must be finite; group %s)",
                            advantage, group.group().id());
                }
            }
        }
        return advantages;
    }

    /** The item of a pick. */
    public TrainingItem item(ScoredGroup group, Pick pick, float[][] advantages) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int sample : pick.samples()) {
            sequences.add(sequence(group, sample, advantages));
        }
        return new TrainingItem(pick.group(), pick.samples(), sequences, pick.weight(), pick.label());
    }

    private static TrainingSequence sequence(ScoredGroup group, int sample, float[][] advantages) {
        int place = group.group().place(sample);
        Completion completion = group.group().completions().get(place);
        return new TrainingSequence(
                group.group().promptTokens(),
                completion.tokens(),
                completion.trace().logpPolicy(),
                advantages[place],
                completion.trace().trained());
    }
}

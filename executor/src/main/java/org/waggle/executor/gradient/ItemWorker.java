package org.waggle.executor.gradient;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.Pick;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.executor.exchange.External;
import org.waggle.executor.guard.Guarded;

/**
 * Turns picked completions into training items with their advantages.
 *
 * @param estimators fitted to the batch of each node, [nodes]
 * @param external how completions of others count
 */
public record ItemWorker(List<Guarded<AdvantageEstimator>> estimators, External external) implements Serializable {
    /** Copies the list. */
    public ItemWorker {
        estimators = List.copyOf(estimators);
    }

    /**
     * Advantages of a group's completions, [completions][tokens]. There are none for a completion that was dropped, and
     * for what is left of a group where that is too little to compare.
     */
    public float[][] advantages(ScoredGroup group) {
        int[] places = group.places();
        float[][] advantages = new float[group.group().size()][0];
        if (places.length == advantages.length || places.length >= smallestGroup(group)) {
            float[][] estimated = estimated(group.at(places));
            for (int i = 0; i < places.length; i++) {
                advantages[places[i]] = estimated[i];
            }
        }
        return advantages;
    }

    private int smallestGroup(ScoredGroup group) {
        return estimators.get(group.group().id().node()).component().smallestGroup();
    }

    private float[][] estimated(ScoredGroup group) {
        Guarded<AdvantageEstimator> estimator =
                estimators.get(group.group().id().node());
        return estimator.ask(
                "group " + group.group().id(), it -> checked(estimator, group.group(), it.estimate(group)));
    }

    /** The advantages, if there is a finite one for each token of each completion. */
    private static float[][] checked(Guarded<?> estimator, Group group, float[][] advantages) {
        String about = "group " + group.id();
        estimator.check(
                advantages.length == group.size(),
                advantages.length + " rows for " + group.size() + " completions",
                "must be one for each",
                about);
        for (int place = 0; place < advantages.length; place++) {
            Completion completion = group.completions().get(place);
            String sample = about + ", sample " + completion.sample();
            estimator.check(
                    advantages[place].length == completion.length(),
                    advantages[place].length + " values for " + completion.length() + " tokens",
                    "must be one for each",
                    sample);
            for (float advantage : advantages[place]) {
                estimator.check(Float.isFinite(advantage), advantage, "must be finite", sample);
            }
        }
        return advantages;
    }

    /** The item of a pick. */
    public TrainingItem item(ScoredGroup group, Pick pick, float[][] advantages) {
        List<TrainingSequence> sequences = new ArrayList<>();
        double weight = pick.weight();
        for (int sample : pick.samples()) {
            sequences.add(sequence(group, sample, advantages));
            weight *= external.weight(
                    group.group().completions().get(group.group().place(sample)));
        }
        return new TrainingItem(pick.group(), pick.samples(), sequences, weight, pick.label());
    }

    private TrainingSequence sequence(ScoredGroup group, int sample, float[][] advantages) {
        int place = group.group().place(sample);
        Completion completion = group.group().completions().get(place);
        return new TrainingSequence(
                group.group().promptTokens(),
                completion.tokens(),
                external.oldLogp(completion),
                advantages[place],
                completion.trace().trained());
    }
}

package org.waggle.executor.gradient;

import java.io.Serializable;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.CorrectionRecipe;

/**
 * The gap between the trainer's and the sampler's log-probabilities of sampled tokens, while both have the same
 * weights: measured, and corrected as the recipe says.
 *
 * @param correction what is done about it
 */
public record SamplerGap(CorrectionRecipe correction) implements Serializable {
    /**
     * A sequence's advantages with the correction.
     *
     * @param logp the trainer's log-probabilities, [tokens]
     * @param report gets {@code sampling/logp_difference/mean} and {@code max} of the tokens that count, and the share
     *     of them whose ratio the correction does not take as it is
     */
    float[] corrected(TrainingSequence sequence, float[] logp, WeightedSums report) {
        float[] advantage = sequence.advantage().clone();
        double sum = 0;
        int changed = 0;
        int sampled = 0;
        for (int token = 0; token < logp.length; token++) {
            // NaN where another policy drew it.
            if (sequence.trained()[token] && !Float.isNaN(sequence.oldLogp()[token])) {
                sampled++;
                double difference = (double) logp[token] - sequence.oldLogp()[token];
                double weight = correction.weight(Math.exp(difference));
                advantage[token] *= (float) weight;
                changed += weight == Math.exp(difference) ? 0 : 1;
                sum += Math.abs(difference);
                report.max("sampling/logp_difference/max", Math.abs(difference));
            }
        }
        report.add("sampling/logp_difference/mean", sum, sampled);
        if (!(correction instanceof CorrectionRecipe.None)) {
            report.add("sampling/corrected_ratio", changed, sampled);
        }
        return advantage;
    }
}

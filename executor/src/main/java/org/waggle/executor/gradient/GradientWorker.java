package org.waggle.executor.gradient;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.engine.DecoderPolicy;
import org.waggle.executor.engine.GradientAccumulator;
import org.waggle.executor.engine.TokenBatch;
import org.waggle.executor.engine.TokenScores;
import org.waggle.executor.guard.Guarded;

/**
 * Computes the gradient of one lane: micro-batch by micro-batch, in a fixed order.
 *
 * @param objective loss that is descended
 * @param totals sums over all lanes of the update, that the loss is divided by
 * @param temperature divides the logits, as it did when the completions were sampled; above 0
 * @param microBatchTokens largest number of computed tokens of a pass
 * @param ratios what the policy is compared with
 * @param gap measures and corrects the gap to the sampler; null where nothing was sampled, or the policy has changed
 */
public record GradientWorker(
        Guarded<Objective> objective,
        BatchTotals totals,
        double temperature,
        int microBatchTokens,
        Ratios ratios,
        @Nullable SamplerGap gap)
        implements Serializable {
    /** Where old log-probabilities come from. */
    public enum Ratios {
        /** The sampler recorded them: the policy changes between the updates of its rollout. */
        RECORDED,
        /** The trainer's own: this is the only update of its rollout, so every ratio is exactly 1. */
        ON_POLICY
    }

    /**
     * Adds the gradient of the items to the accumulator.
     *
     * @param reference the policy of a KL penalty, if the objective has one
     * @return what to report, {@code loss} among it
     */
    public WeightedSums run(List<TrainingItem> items, GradientAccumulator gradient, @Nullable DecoderPolicy reference) {
        WeightedSums sums = new WeightedSums();
        for (List<TrainingItem> micro : new MicroBatches(microBatchTokens).cut(items)) {
            MicroBatch batch = new MicroBatch(micro);
            TokenBatch tokens = batch.tokens();
            float @Nullable [] refLogp = reference == null
                    ? null
                    : reference.score(tokens, temperature).logp();
            gradient.add(tokens, temperature, scores -> {
                float[] old = ratios == Ratios.ON_POLICY ? scores.logp() : batch.oldLogp(scores.logp());
                float[] ref = refLogp == null ? scores.logp() : refLogp;
                Objectives report = new Objectives(objective, totals, gap, sums);
                return objective.ask(batch.about(), it -> batch.loss(report, new Columns(scores, old, ref)));
            });
        }
        return sums;
    }

    /** The loss and where its report goes. */
    record Objectives(
            Guarded<Objective> objective,
            BatchTotals totals,
            @Nullable SamplerGap gap,
            WeightedSums sums) {
        ItemLoss loss(TrainingItem item, List<TokenArrays> sequences) {
            String about = "group %s, samples %s".formatted(item.group(), Arrays.toString(item.samples()));
            return objective.askPatiently(
                    about, it -> new LossCheck(objective, about).checked(it.loss(item, sequences, totals), sequences));
        }
    }

    /** What the models say of the micro-batch's completion tokens, all [N]. */
    record Columns(TokenScores scores, float[] oldLogp, float[] refLogp) {}
}

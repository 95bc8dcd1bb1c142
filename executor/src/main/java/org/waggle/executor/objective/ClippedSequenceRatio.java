package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.objective.TokenObjective.TokenLoss;

/**
 * {@link ClippedRatio} with one importance ratio for a whole sequence, the geometric mean of its tokens' ratios:
 *
 * <pre>
 * s    = exp(Σ_t (logp - old logp) / T)
 * loss = -min(s A, clip(s, 1 - clip-low, 1 + clip-high) A) + kl-coefficient × k3    for each token
 * </pre>
 *
 * <p>Paper: GSPO (arXiv:2507.18071, equations 5 and 7), whose bounds are two orders of magnitude closer than a token's:
 * clip-low 3e-4 and clip-high 4e-4. Advantages may differ within a sequence. Reports the shares of sequences that the
 * bounds hold.
 */
@Doc("The clipped importance ratio of whole sequences times the advantage, with an optional KL penalty (GSPO).")
public record ClippedSequenceRatio(
        @Doc("How token losses are averaged: token-mean, sequence-mean (GSPO) or fixed-length-mean.")
        Aggregation aggregation,

        @Doc("Distance of the lower bound of the ratio from 1, in (0, 1).")
        double clipLow,

        @Doc("Distance of the upper bound of the ratio from 1, > 0.")
        double clipHigh,

        @Doc("Weight of the KL penalty to the reference policy, at least 0; 0 needs no reference.")
        double klCoefficient)
        implements SequenceObjective {
    /** Checks every range. */
    public ClippedSequenceRatio {
        new ClipBounds(clipLow, clipHigh);
        new KlPenalty(klCoefficient);
    }

    @Override
    public boolean usesReference() {
        return penalty().isUsed();
    }

    @Override
    public SequenceLoss sequenceLoss(TokenArrays sequence) {
        double ratio = ImportanceRatio.ofSequence(sequence);
        double loss = 0;
        double shared = 0;
        double[] slopes = new double[sequence.length()];
        for (int token = 0; token < slopes.length; token++) {
            if (sequence.trained()[token]) {
                TokenLoss clipped = bounds().loss(ratio, sequence.advantage()[token]);
                TokenLoss penalty = penalty().of(sequence, token);
                loss += clipped.loss() + penalty.loss();
                shared += clipped.slope();
                slopes[token] = penalty.slope();
            }
        }
        for (int token = 0; token < slopes.length; token++) {
            slopes[token] += sequence.trained()[token] ? shared / sequence.trainedTokens() : 0;
        }
        return new SequenceLoss(loss, slopes);
    }

    @Override
    public void report(TokenArrays sequence, WeightedSums sums) {
        TokenMetrics.ofRatio(penalty()).report(sequence, sums);
        double ratio = ImportanceRatio.ofSequence(sequence);
        double below = 0;
        double above = 0;
        for (int token = 0; token < sequence.length(); token++) {
            if (sequence.trained()[token]) {
                below += bounds().holdsBelow(ratio, sequence.advantage()[token]) ? 1 : 0;
                above += bounds().holdsAbove(ratio, sequence.advantage()[token]) ? 1 : 0;
            }
        }
        sums.add("clip_ratio/low_mean", below / sequence.trainedTokens(), 1);
        sums.add("clip_ratio/high_mean", above / sequence.trainedTokens(), 1);
    }

    private ClipBounds bounds() {
        return new ClipBounds(clipLow, clipHigh);
    }

    private KlPenalty penalty() {
        return new KlPenalty(klCoefficient);
    }
}

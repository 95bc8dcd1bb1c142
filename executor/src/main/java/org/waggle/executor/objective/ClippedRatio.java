package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.spi.TokenArrays;

/**
 * The loss of PPO and GRPO, with the importance ratio ρ = exp(logp - old logp) of each token:
 *
 * <pre>
 * loss = -min(ρ A, clip(ρ, 1 - clip-low, 1 + clip-high) A) + kl-coefficient × k3
 * </pre>
 *
 * <p>Papers: PPO (arXiv:1707.06347, equation 7); GRPO (arXiv:2402.03300, equations 3 and 4, the sequence mean and k3);
 * two clip bounds and the token mean are DAPO's (arXiv:2503.14476), the fixed length is Dr. GRPO's (arXiv:2503.20783).
 * Reports the share of tokens that the lower bound (A < 0) and the upper bound (A > 0) hold, and the means of ρ,
 * entropy and k3.
 */
@Doc("PPO's and GRPO's clipped importance ratio times the advantage, with an optional KL penalty.")
public record ClippedRatio(
        @Doc("How token losses are averaged: token-mean (DAPO), sequence-mean (GRPO) or fixed-length-mean (Dr. GRPO).")
        Aggregation aggregation,

        @Doc("Distance of the lower bound of the ratio from 1, in (0, 1).")
        double clipLow,

        @Doc("Distance of the upper bound of the ratio from 1, > 0.")
        double clipHigh,

        @Doc("Weight of the KL penalty to the reference policy, at least 0; 0 needs no reference.")
        double klCoefficient)
        implements TokenObjective {
    /** Checks every range. */
    public ClippedRatio {
        new ClipBounds(clipLow, clipHigh);
        new KlPenalty(klCoefficient);
    }

    @Override
    public boolean usesReference() {
        return penalty().isUsed();
    }

    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        return bounds().loss(ImportanceRatio.of(sequence, token), sequence.advantage()[token])
                .plus(penalty().of(sequence, token));
    }

    @Override
    public TokenMetrics metrics() {
        ClipBounds bounds = bounds();
        return TokenMetrics.ofRatio(penalty())
                .withShare(
                        "clip_ratio/low_mean",
                        (sequence, token) ->
                                bounds.holdsBelow(ImportanceRatio.of(sequence, token), sequence.advantage()[token]))
                .withShare(
                        "clip_ratio/high_mean",
                        (sequence, token) ->
                                bounds.holdsAbove(ImportanceRatio.of(sequence, token), sequence.advantage()[token]));
    }

    private ClipBounds bounds() {
        return new ClipBounds(clipLow, clipHigh);
    }

    private KlPenalty penalty() {
        return new KlPenalty(klCoefficient);
    }
}

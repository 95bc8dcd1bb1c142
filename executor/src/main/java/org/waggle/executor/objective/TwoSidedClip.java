package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.TokenArrays;

/**
 * {@link ClippedRatio} whose free ratio is capped too, so that a token with a negative advantage and a huge ratio can't
 * dominate an update:
 *
 * <pre>
 * loss = -min(min(ρ, ratio-cap) A, clip(ρ, 1 - clip-low, 1 + clip-high) A) + kl-coefficient × k3
 * </pre>
 *
 * <p>Paper: INTELLECT-2 (arXiv:2505.07291, section 3.4). Reports the shares of capped ratios that the bounds hold.
 */
@Doc("The clipped importance ratio of PPO and GRPO with a cap on the free ratio too (INTELLECT-2).")
public record TwoSidedClip(
        @Doc("How token losses are averaged: token-mean, sequence-mean or fixed-length-mean.")
        Aggregation aggregation,

        @Doc("Distance of the lower bound of the ratio from 1, in (0, 1).")
        double clipLow,

        @Doc("Distance of the upper bound of the ratio from 1, > 0.")
        double clipHigh,

        @Doc("Largest ratio that anything is multiplied by, > 1; INTELLECT-2 uses 4.")
        double ratioCap,

        @Doc("Weight of the KL penalty to the reference policy, at least 0; 0 needs no reference.")
        double klCoefficient)
        implements TokenObjective {
    /** Checks every range. */
    public TwoSidedClip {
        new ClipBounds(clipLow, clipHigh);
        Check.that(
                ratioCap > 1 && Double.isFinite(ratioCap),
                "ratio-cap",
                ratioCap,
                "must be > 1, which is the ratio of a policy that hasn't moved");
        new KlPenalty(klCoefficient);
    }

    @Override
    public boolean usesReference() {
        return penalty().isUsed();
    }

    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        return bounds().cappedLoss(ImportanceRatio.of(sequence, token), ratioCap, sequence.advantage()[token])
                .plus(penalty().of(sequence, token));
    }

    @Override
    public TokenMetrics metrics() {
        ClipBounds bounds = bounds();
        return TokenMetrics.ofRatio(penalty())
                .withShare(
                        "clip_ratio/low_mean",
                        (sequence, token) -> bounds.holdsBelow(capped(sequence, token), sequence.advantage()[token]))
                .withShare(
                        "clip_ratio/high_mean",
                        (sequence, token) -> bounds.holdsAbove(capped(sequence, token), sequence.advantage()[token]));
    }

    private double capped(TokenArrays sequence, int token) {
        return Math.min(ImportanceRatio.of(sequence, token), ratioCap);
    }

    private ClipBounds bounds() {
        return new ClipBounds(clipLow, clipHigh);
    }

    private KlPenalty penalty() {
        return new KlPenalty(klCoefficient);
    }
}

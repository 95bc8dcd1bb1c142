package org.waggle.executor.objective;

import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.TokenArrays;

/**
 * The loss of PPO and GRPO, with the importance ratio ρ = exp(logp - old logp) of each token:
 *
 * <pre>
 * loss = -min(ρ A, clip(ρ, 1 - clip-low, 1 + clip-high) A) + kl-coefficient × k3
 * k3   = exp(ref logp - logp) - (ref logp - logp) - 1
 * </pre>
 *
 * <p>Papers: PPO (arXiv:1707.06347, equation 7); GRPO (arXiv:2402.03300, equations 3 and 4, the sequence mean and k3);
 * two clip bounds and the token mean are DAPO's (arXiv:2503.14476), the fixed length is Dr. GRPO's (arXiv:2503.20783).
 * As TRL, the KL penalty isn't weighted by ρ. Reports the share of tokens that the lower bound (A < 0) and the upper
 * bound (A > 0) hold, and the means of ρ, entropy and k3.
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
        Check.that(
                clipLow > 0 && clipLow < 1,
                "clip-low",
                clipLow,
                "must be in (0, 1): the ratio is kept above 1 - clip-low, and ratios are positive");
        Check.that(
                clipHigh > 0 && Double.isFinite(clipHigh),
                "clip-high",
                clipHigh,
                "must be > 0: the ratio is kept below 1 + clip-high");
        Check.that(
                klCoefficient >= 0 && Double.isFinite(klCoefficient),
                "kl-coefficient",
                klCoefficient,
                "must be >= 0; 0 needs no reference");
    }

    @Override
    public boolean usesReference() {
        return klCoefficient > 0;
    }

    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        TokenLoss policy = ImportanceRatio.clippedLoss(
                ImportanceRatio.of(sequence, token), sequence.advantage()[token], 1 - clipLow, 1 + clipHigh);
        if (!usesReference()) {
            return policy;
        }
        double gap = gapToReference(sequence, token);
        return new TokenLoss(
                policy.loss() + klCoefficient * (Math.expm1(gap) - gap),
                policy.slope() - klCoefficient * Math.expm1(gap));
    }

    @Override
    public SortedMap<String, TokenMetric> metrics() {
        SortedMap<String, TokenMetric> metrics = new TreeMap<>();
        metrics.put("clip_ratio/low_mean", (sequence, token) -> isBelow(sequence, token) ? 1 : 0);
        metrics.put("clip_ratio/high_mean", (sequence, token) -> isAbove(sequence, token) ? 1 : 0);
        metrics.put("ratio/mean", ImportanceRatio::of);
        metrics.put("entropy", (sequence, token) -> sequence.entropy()[token]);
        if (usesReference()) {
            metrics.put("kl", (sequence, token) -> {
                double gap = gapToReference(sequence, token);
                return Math.expm1(gap) - gap;
            });
        }
        return metrics;
    }

    private boolean isBelow(TokenArrays sequence, int token) {
        return sequence.advantage()[token] < 0 && ImportanceRatio.of(sequence, token) < 1 - clipLow;
    }

    private boolean isAbove(TokenArrays sequence, int token) {
        return sequence.advantage()[token] > 0 && ImportanceRatio.of(sequence, token) > 1 + clipHigh;
    }

    private static double gapToReference(TokenArrays sequence, int token) {
        return (double) sequence.refLogp()[token] - sequence.logp()[token];
    }
}

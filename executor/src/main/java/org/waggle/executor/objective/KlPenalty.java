package org.waggle.executor.objective;

import org.waggle.common.failure.Check;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.objective.TokenObjective.TokenLoss;

/**
 * A penalty on the distance from the reference policy, coefficient × k3, with k3 the estimator of the KL divergence
 * that is never negative: exp(ref logp - logp) - (ref logp - logp) - 1 (GRPO, arXiv:2402.03300, equation 4). As TRL, it
 * isn't weighted by the importance ratio.
 */
record KlPenalty(double coefficient) {
    private static final TokenLoss NOTHING = new TokenLoss(0, 0);

    KlPenalty {
        Check.that(
                coefficient >= 0 && Double.isFinite(coefficient),
                "kl-coefficient",
                coefficient,
                "must be >= 0; 0 needs no reference");
    }

    boolean isUsed() {
        return coefficient > 0;
    }

    TokenLoss of(TokenArrays sequence, int token) {
        return isUsed()
                ? new TokenLoss(
                        coefficient * divergence(sequence, token),
                        -coefficient * Math.expm1(gapToReference(sequence, token)))
                : NOTHING;
    }

    /** k3 of a token. */
    static double divergence(TokenArrays sequence, int token) {
        double gap = gapToReference(sequence, token);
        return Math.expm1(gap) - gap;
    }

    private static double gapToReference(TokenArrays sequence, int token) {
        return (double) sequence.refLogp()[token] - sequence.logp()[token];
    }
}

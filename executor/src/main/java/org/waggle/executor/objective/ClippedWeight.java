package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.TokenArrays;

/**
 * The log-likelihood weighted by advantage and capped importance ratio, through which no gradient goes, so that no
 * token loses its gradient by being clipped:
 *
 * <pre>
 * loss = -min(ρ, ratio-cap) A logp + kl-coefficient × k3,    slope -min(ρ, ratio-cap) A of the first term
 * </pre>
 *
 * <p>Paper: CISPO in MiniMax-M1 (arXiv:2506.13585, section 3.1), with the upper bound alone, as there; the token mean
 * is its aggregation. Reports the share of tokens with A > 0 whose ratio is capped.
 */
@Doc("The log-likelihood of what was sampled, weighted by its advantage and a capped importance ratio (CISPO).")
public record ClippedWeight(
        @Doc("How token losses are averaged: token-mean (CISPO), sequence-mean or fixed-length-mean.")
        Aggregation aggregation,

        @Doc("Largest ratio that a token is weighted by, > 0.")
        double ratioCap,

        @Doc("Weight of the KL penalty to the reference policy, at least 0; 0 needs no reference.")
        double klCoefficient)
        implements TokenObjective {
    /** Checks every range. */
    public ClippedWeight {
        Check.that(ratioCap > 0 && Double.isFinite(ratioCap), "ratio-cap", ratioCap, "must be > 0");
        new KlPenalty(klCoefficient);
    }

    @Override
    public boolean usesReference() {
        return penalty().isUsed();
    }

    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        double weight = Math.min(ImportanceRatio.of(sequence, token), ratioCap) * sequence.advantage()[token];
        return new TokenLoss(-weight * sequence.logp()[token], -weight)
                .plus(penalty().of(sequence, token));
    }

    @Override
    public TokenMetrics metrics() {
        return TokenMetrics.ofRatio(penalty())
                .withShare(
                        "clip_ratio/high_mean",
                        (sequence, token) ->
                                sequence.advantage()[token] > 0 && ImportanceRatio.of(sequence, token) > ratioCap);
    }

    private KlPenalty penalty() {
        return new KlPenalty(klCoefficient);
    }
}

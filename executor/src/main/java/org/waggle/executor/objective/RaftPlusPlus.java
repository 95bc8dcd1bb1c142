package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.spi.TokenArrays;

/**
 * RAFT with a clipped importance ratio ρ = exp(logp - old logp): loss = -min(ρ, 1 + clip-high) max(A, 0).
 *
 * <p>Paper: RAFT++ in "A Minimalist Approach to LLM Reasoning" (arXiv:2504.11343). There the ratio is clipped on both
 * sides; since the weight is never negative, the lower bound never acts and isn't a key here.
 */
@Doc("RAFT with a clipped importance ratio (RAFT++).")
public record RaftPlusPlus(
        @Doc("How token losses are averaged: token-mean, sequence-mean or fixed-length-mean.")
        Aggregation aggregation,

        @Doc("Distance of the upper bound of the ratio from 1, > 0.")
        double clipHigh)
        implements TokenObjective {
    /** Checks the bound. */
    public RaftPlusPlus {
        ClipBounds.checkHigh(clipHigh);
    }

    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        double advantage = Math.max(sequence.advantage()[token], 0);
        double ratio = ImportanceRatio.of(sequence, token);
        double weight = Math.min(ratio, 1 + clipHigh) * advantage;
        return new TokenLoss(-weight, ratio <= 1 + clipHigh ? -weight : 0);
    }

    @Override
    public TokenMetrics metrics() {
        return new TokenMetrics()
                .with("ratio/mean", ImportanceRatio::of)
                .withShare("clip_ratio/high_mean", this::isAbove);
    }

    private boolean isAbove(TokenArrays sequence, int token) {
        return sequence.advantage()[token] > 0 && ImportanceRatio.of(sequence, token) > 1 + clipHigh;
    }
}

package org.waggle.executor.objective;

import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
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
        Check.that(
                clipHigh > 0 && Double.isFinite(clipHigh),
                "clip-high",
                clipHigh,
                "must be > 0: the ratio is kept below 1 + clip-high");
    }

    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        return ImportanceRatio.clippedLoss(
                ImportanceRatio.of(sequence, token), Math.max(sequence.advantage()[token], 0), 0, 1 + clipHigh);
    }

    @Override
    public SortedMap<String, TokenMetric> metrics() {
        SortedMap<String, TokenMetric> metrics = new TreeMap<>();
        metrics.put("clip_ratio/high_mean", (sequence, token) -> isAbove(sequence, token) ? 1 : 0);
        metrics.put("entropy", (sequence, token) -> sequence.entropy()[token]);
        metrics.put("ratio/mean", ImportanceRatio::of);
        return metrics;
    }

    private boolean isAbove(TokenArrays sequence, int token) {
        return sequence.advantage()[token] > 0 && ImportanceRatio.of(sequence, token) > 1 + clipHigh;
    }
}

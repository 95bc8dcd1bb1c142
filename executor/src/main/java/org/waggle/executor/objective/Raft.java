package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.spi.TokenArrays;

/**
 * The log-likelihood of what was sampled, weighted by the positive part of its advantage: loss = -max(A, 0) logp.
 *
 * <p>Papers: RAFT (arXiv:2304.06767) as the policy gradient that "A Minimalist Approach to LLM Reasoning"
 * (arXiv:2504.11343) writes it as. With the selector {@code best-of-group} and the advantage {@code none} it is
 * supervised training on the best completion of each group.
 */
@Doc("The log-likelihood of what was sampled, weighted by its advantage where that is positive (RAFT).")
public record Raft(
        @Doc("How token losses are averaged: token-mean, sequence-mean or fixed-length-mean.")
        Aggregation aggregation) implements TokenObjective {
    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        double advantage = Math.max(sequence.advantage()[token], 0);
        return new TokenLoss(-advantage * sequence.logp()[token], -advantage);
    }

    @Override
    public TokenMetrics metrics() {
        return new TokenMetrics().with("ratio/mean", ImportanceRatio::of);
    }
}

package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.spi.TokenArrays;

/** The mean of -logp over all tokens that count: supervised training. Advantages aren't looked at. */
@Doc("The mean of -logp over all trained tokens: supervised training.")
public record CrossEntropy() implements TokenObjective {
    @Override
    public Aggregation aggregation() {
        return Aggregation.TOKEN_MEAN;
    }

    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        return new TokenLoss(-sequence.logp()[token], -1);
    }

    @Override
    public TokenMetrics metrics() {
        return new TokenMetrics();
    }
}

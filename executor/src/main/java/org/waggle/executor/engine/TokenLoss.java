package org.waggle.executor.engine;

/** A loss as the engine sees it: a function of each scored token's log-probability and entropy. */
@FunctionalInterface
public interface TokenLoss {
    /**
     * Derivatives of the loss, between the forward and the backward pass.
     *
     * @param scores log-probabilities and entropies under the current parameters, [N]
     */
    TokenDerivatives at(TokenScores scores);
}

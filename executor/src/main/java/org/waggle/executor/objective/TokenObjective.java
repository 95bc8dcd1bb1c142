package org.waggle.executor.objective;

import org.waggle.common.data.WeightedSums;
import org.waggle.common.spi.TokenArrays;

/** An objective that looks at each token by itself. */
interface TokenObjective extends SequenceObjective {
    /**
     * Loss of one token.
     *
     * @param loss before aggregation
     * @param slope ∂loss/∂logp
     */
    record TokenLoss(double loss, double slope) {
        TokenLoss plus(TokenLoss other) {
            return new TokenLoss(loss + other.loss, slope + other.slope);
        }
    }

    TokenLoss tokenLoss(TokenArrays sequence, int token);

    /** What is reported as means over the tokens that count. */
    TokenMetrics metrics();

    @Override
    default SequenceLoss sequenceLoss(TokenArrays sequence) {
        double loss = 0;
        double[] slopes = new double[sequence.length()];
        for (int token = 0; token < slopes.length; token++) {
            if (sequence.trained()[token]) {
                TokenLoss tokenLoss = tokenLoss(sequence, token);
                loss += tokenLoss.loss();
                slopes[token] = tokenLoss.slope();
            }
        }
        return new SequenceLoss(loss, slopes);
    }

    @Override
    default void report(TokenArrays sequence, WeightedSums sums) {
        metrics().report(sequence, sums);
    }
}

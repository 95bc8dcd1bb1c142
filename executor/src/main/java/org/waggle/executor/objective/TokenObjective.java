package org.waggle.executor.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.ItemLoss.Derivatives;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;

/** An objective that looks at each token by itself: loss = item weight × Σ token weight × token loss. */
interface TokenObjective extends Objective {
    /**
     * Loss of one token.
     *
     * @param loss before aggregation
     * @param slope ∂loss/∂logp
     */
    record TokenLoss(double loss, double slope) {}

    /** A number to report of one token. */
    @FunctionalInterface
    interface TokenMetric {
        double of(TokenArrays sequence, int token);
    }

    Aggregation aggregation();

    TokenLoss tokenLoss(TokenArrays sequence, int token);

    /** What is reported as means over the tokens that count, by name. */
    SortedMap<String, TokenMetric> metrics();

    @Override
    default ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
        double loss = 0;
        List<Derivatives> derivatives = new ArrayList<>();
        WeightedSums sums = new WeightedSums();
        for (TokenArrays sequence : sequences) {
            double weight = item.weight() * aggregation().tokenWeight(sequence, totals);
            Derivatives slopes = Derivatives.zeros(sequence.length());
            for (int token = 0; token < sequence.length(); token++) {
                if (sequence.trained()[token]) {
                    TokenLoss tokenLoss = tokenLoss(sequence, token);
                    loss += weight * tokenLoss.loss();
                    slopes.logp()[token] = (float) (weight * tokenLoss.slope());
                }
            }
            derivatives.add(slopes);
            metrics().forEach((name, metric) -> sums.add(name, sum(metric, sequence), sequence.trainedTokens()));
        }
        return new ItemLoss(loss, derivatives, sums);
    }

    private static double sum(TokenMetric metric, TokenArrays sequence) {
        double sum = 0;
        for (int token = 0; token < sequence.length(); token++) {
            sum += sequence.trained()[token] ? metric.of(sequence, token) : 0;
        }
        return sum;
    }
}

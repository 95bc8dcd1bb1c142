package org.waggle.executor.objective;

import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.ItemLoss.Derivatives;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;

/** An objective that looks at each sequence by itself: loss = item weight × token weight × Σ of its tokens' losses. */
interface SequenceObjective extends Objective {
    /**
     * Loss of one sequence before aggregation.
     *
     * @param loss sum over its tokens that count
     * @param slopes ∂loss/∂logp, [tokens]; 0 where a token doesn't count
     */
    record SequenceLoss(double loss, double[] slopes) {}

    Aggregation aggregation();

    SequenceLoss sequenceLoss(TokenArrays sequence);

    /** Adds what there is to say of a sequence with at least one token that counts. */
    void report(TokenArrays sequence, WeightedSums sums);

    @Override
    default ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
        double loss = 0;
        List<Derivatives> derivatives = new ArrayList<>();
        WeightedSums sums = new WeightedSums();
        for (TokenArrays sequence : sequences) {
            Derivatives slopes = Derivatives.zeros(sequence.length());
            derivatives.add(slopes);
            if (sequence.trainedTokens() > 0) {
                double weight = item.weight() * aggregation().tokenWeight(sequence, totals);
                SequenceLoss own = sequenceLoss(sequence);
                loss += weight * own.loss();
                for (int token = 0; token < sequence.length(); token++) {
                    slopes.logp()[token] = (float) (weight * own.slopes()[token]);
                }
                report(sequence, sums);
            }
        }
        return new ItemLoss(loss, derivatives, sums);
    }
}

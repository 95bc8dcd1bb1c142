package org.waggle.executor.objective;

import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.Doc;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.ItemLoss.Derivatives;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;

/**
 * Another objective minus the policy's mean entropy, so that it keeps exploring:
 *
 * <pre>loss = loss of the objective - coefficient × mean entropy</pre>
 *
 * Paper: A3C (arXiv:1602.01783, section 4); PPO (arXiv:1707.06347, equation 9).
 */
@Doc("Another objective with a bonus for the policy's entropy.")
public record EntropyBonus(
        @Doc("The objective that the bonus is taken from.") Objective objective,

        @Doc("What the mean entropy, in nats, is multiplied by, > 0.")
        double coefficient,

        @Doc("How entropies are averaged: token-mean, sequence-mean or fixed-length-mean.")
        Aggregation aggregation)
        implements Objective {
    /** Checks the coefficient. */
    public EntropyBonus {
        Check.that(
                coefficient > 0 && Double.isFinite(coefficient),
                "coefficient",
                coefficient,
                "must be > 0; leave the bonus out for none");
    }

    @Override
    public boolean usesReference() {
        return objective.usesReference();
    }

    @Override
    public boolean comparesPairs() {
        return objective.comparesPairs();
    }

    @Override
    public ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
        ItemLoss inner = objective.loss(item, sequences, totals);
        double loss = inner.loss();
        List<Derivatives> derivatives = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            TokenArrays sequence = sequences.get(i);
            Derivatives slopes = inner.derivatives().get(i);
            float[] entropySlopes = slopes.entropy().clone();
            double weight = item.weight() * coefficient * aggregation.tokenWeight(sequence, totals);
            for (int token = 0; token < sequence.length(); token++) {
                if (sequence.trained()[token]) {
                    loss -= weight * sequence.entropy()[token];
                    entropySlopes[token] -= (float) weight;
                }
            }
            derivatives.add(new Derivatives(slopes.logp(), entropySlopes));
        }
        return new ItemLoss(loss, derivatives, inner.sums());
    }
}

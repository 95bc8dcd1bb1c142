package org.waggle.executor.objective;

import java.util.List;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.ItemLoss.Derivatives;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;

/**
 * An objective over pairs, the preferred sequence first: the mean of the pairs' losses, each times the weight of its
 * item. Reports {@code rewards/*}, what {@link #reward} makes of a side, {@code logps/*}, and how often the preferred
 * side has the larger reward.
 */
interface PairObjective extends Objective {
    /**
     * Loss of one pair.
     *
     * @param loss before the mean
     * @param chosenSlope ∂loss/∂ the sum of log-probabilities of the preferred side
     * @param rejectedSlope the same of the other side
     */
    record PairLoss(double loss, double chosenSlope, double rejectedSlope) {}

    /**
     * Loss of one pair.
     *
     * @param label probability that the preferred side is the better one, 1 for certain
     */
    PairLoss pairLoss(PairSide chosen, PairSide rejected, double label);

    /** What the objective takes a side's reward to be. */
    double reward(PairSide side);

    @Override
    default boolean comparesPairs() {
        return true;
    }

    @Override
    default ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
        if (sequences.size() != 2) {
            throw RunException.input(
                    "Invalid training item of group %s: %d sequences (must be 2: the preferred one and the other)",
                    item.group(), sequences.size());
        }
        PairSide chosen = PairSide.of(sequences.get(0));
        PairSide rejected = PairSide.of(sequences.get(1));
        PairLoss pair = pairLoss(chosen, rejected, item.label());
        double weight = item.weight() / totals.items();
        return new ItemLoss(
                weight * pair.loss(),
                List.of(
                        derivatives(sequences.get(0), weight * pair.chosenSlope()),
                        derivatives(sequences.get(1), weight * pair.rejectedSlope())),
                report(chosen, rejected));
    }

    static void checkBeta(double beta) {
        Check.that(beta > 0 && Double.isFinite(beta), "beta", beta, "must be > 0");
    }

    private WeightedSums report(PairSide chosen, PairSide rejected) {
        double margin = reward(chosen) - reward(rejected);
        return new WeightedSums()
                .add("logps/chosen", chosen.logp(), 1)
                .add("logps/rejected", rejected.logp(), 1)
                .add("rewards/chosen", reward(chosen), 1)
                .add("rewards/rejected", reward(rejected), 1)
                .add("rewards/margins", margin, 1)
                .add("rewards/accuracies", margin > 0 ? 1 : 0, 1);
    }

    private static Derivatives derivatives(TokenArrays sequence, double slope) {
        Derivatives derivatives = Derivatives.zeros(sequence.length());
        for (int token = 0; token < sequence.length(); token++) {
            derivatives.logp()[token] = sequence.trained()[token] ? (float) slope : 0;
        }
        return derivatives;
    }
}

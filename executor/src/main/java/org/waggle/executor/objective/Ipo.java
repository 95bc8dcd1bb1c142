package org.waggle.executor.objective;

import org.waggle.common.data.Doc;

/**
 * The squared distance of the margin between a pair's gains from a target, so that a certain preference can't drive the
 * policy arbitrarily far:
 *
 * <pre>loss = (mean gain of the preferred - mean gain of the other - 1 / (2 beta))²</pre>
 *
 * <p>Paper: IPO (arXiv:2310.12036, equation 17). Gains are averaged over tokens, as in TRL: with sums, longer pairs
 * would meet the target by their length.
 */
@Doc("The squared distance of the margin between both sides' mean gains over the reference from 1 / (2 beta) (IPO).")
public record Ipo(
        @Doc("Half the inverse of the margin that is aimed at, > 0.")
        double beta) implements PairObjective {
    /** Checks beta. */
    public Ipo {
        PairObjective.checkBeta(beta);
    }

    @Override
    public boolean usesReference() {
        return true;
    }

    @Override
    public double reward(PairSide side) {
        return side.meanGain();
    }

    @Override
    public PairLoss pairLoss(PairSide chosen, PairSide rejected, double label) {
        double distance = reward(chosen) - reward(rejected) - 1 / (2 * beta);
        return new PairLoss(distance * distance, 2 * distance / chosen.tokens(), -2 * distance / rejected.tokens());
    }
}

package org.waggle.executor.objective;

import org.waggle.common.data.Doc;

/**
 * The logistic loss of the margin between the gains of a pair, with the probability p that the pair is labelled right:
 *
 * <pre>
 * h    = beta × ((logp - ref logp of the preferred) - (logp - ref logp of the other))
 * loss = -p log σ(h) - (1 - p) log σ(-h)
 * </pre>
 *
 * <p>Paper: DPO (arXiv:2305.18290, equation 7); its conservative form for labels below 1 is from the authors' note on
 * label noise.
 */
@Doc("The logistic loss of the margin between both sides' gains over the reference (DPO).")
public record Dpo(
        @Doc("How much of a gain over the reference counts as one unit of reward, > 0; the paper uses 0.1.")
        double beta)
        implements PairObjective {
    /** Checks beta. */
    public Dpo {
        PairObjective.checkBeta(beta);
    }

    @Override
    public boolean usesReference() {
        return true;
    }

    @Override
    public double reward(PairSide side) {
        return beta * side.gain();
    }

    @Override
    public PairLoss pairLoss(PairSide chosen, PairSide rejected, double label) {
        double margin = reward(chosen) - reward(rejected);
        double slope = beta * ((1 - label) * Logistic.sigmoid(margin) - label * Logistic.sigmoid(-margin));
        return new PairLoss(label * Logistic.loss(margin) + (1 - label) * Logistic.loss(-margin), slope, -slope);
    }
}

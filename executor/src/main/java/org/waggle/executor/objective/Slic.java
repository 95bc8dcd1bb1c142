package org.waggle.executor.objective;

import org.waggle.common.data.Doc;

/**
 * The hinge loss of the margin between the log-probabilities of a pair, without a reference policy:
 *
 * <pre>loss = max(0, 1 - beta × (logp of the preferred - logp of the other))</pre>
 *
 * <p>Paper: SLiC-HF (arXiv:2305.10425) in the form that RSO compares with (arXiv:2309.06657, equation 9).
 */
@Doc("The hinge loss of the margin between both sides' log-probabilities, without a reference (SLiC).")
public record Slic(
        @Doc("Inverse of the margin from which on a pair costs nothing, > 0.")
        double beta) implements PairObjective {
    /** Checks beta. */
    public Slic {
        PairObjective.checkBeta(beta);
    }

    @Override
    public double reward(PairSide side) {
        return beta * side.logp();
    }

    @Override
    public PairLoss pairLoss(PairSide chosen, PairSide rejected, double label) {
        double missing = 1 - (reward(chosen) - reward(rejected));
        return missing > 0 ? new PairLoss(missing, -beta, beta) : new PairLoss(0, 0, 0);
    }
}

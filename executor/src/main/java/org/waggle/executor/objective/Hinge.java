package org.waggle.executor.objective;

import org.waggle.common.data.Doc;

/**
 * The hinge loss of the margin between the gains of a pair:
 *
 * <pre>loss = max(0, 1 - beta × ((logp - ref logp of the preferred) - (logp - ref logp of the other)))</pre>
 *
 * <p>Paper: the hinge-norm of RSO (arXiv:2309.06657, equation 10), which uses a beta of 0.05.
 */
@Doc("The hinge loss of the margin between both sides' gains over the reference (RSO's hinge-norm).")
public record Hinge(
        @Doc("Inverse of the margin from which on a pair costs nothing, > 0.")
        double beta) implements PairObjective {
    /** Checks beta. */
    public Hinge {
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
        double missing = 1 - (reward(chosen) - reward(rejected));
        return missing > 0 ? new PairLoss(missing, -beta, beta) : new PairLoss(0, 0, 0);
    }
}

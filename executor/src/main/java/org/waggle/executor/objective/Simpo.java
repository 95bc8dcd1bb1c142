package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * The logistic loss of the margin between the mean log-probabilities of a pair, less a target, without a reference
 * policy:
 *
 * <pre>loss = -log σ(beta × (mean logp of the preferred - mean logp of the other) - margin)</pre>
 *
 * <p>Paper: SimPO (arXiv:2405.14734, equation 6).
 */
@Doc("The logistic loss of the margin between both sides' mean log-probabilities, without a reference (SimPO).")
public record Simpo(
        @Doc("What mean log-probabilities are multiplied by, > 0; the paper uses 2 to 2.5.")
        double beta,

        @Doc("Margin that the preferred side should lead by, >= 0; the paper uses 0.5 to 1.6.")
        double margin)
        implements PairObjective {
    /** Checks every range. */
    public Simpo {
        PairObjective.checkBeta(beta);
        Check.that(margin >= 0 && Double.isFinite(margin), "margin", margin, "must be >= 0");
    }

    @Override
    public double reward(PairSide side) {
        return beta * side.meanLogp();
    }

    @Override
    public PairLoss pairLoss(PairSide chosen, PairSide rejected, double label) {
        double lead = reward(chosen) - reward(rejected) - margin;
        double slope = -beta * Logistic.sigmoid(-lead);
        return new PairLoss(Logistic.loss(lead), slope / chosen.tokens(), -slope / rejected.tokens());
    }
}

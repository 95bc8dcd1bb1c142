package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * Supervised training on the preferred side and a penalty on the odds of the other, in one, without a reference policy.
 * With p the geometric mean of a side's token probabilities:
 *
 * <pre>
 * loss = -likelihood-weight × log p of the preferred - odds-weight × log σ(log odds of the preferred - log odds of the other)
 * log odds = log p - log(1 - p)
 * </pre>
 *
 * <p>Paper: ORPO (arXiv:2403.07691, equations 6 and 7), with a likelihood weight of 1.
 */
@Doc("Supervised training on the preferred side with a penalty on the odds of the other (ORPO).")
public record Orpo(
        @Doc("Weight of the odds' term, > 0; the paper uses 0.1.")
        double oddsWeight,

        @Doc("Weight of the likelihood of the preferred side, >= 0; the paper uses 1.")
        double likelihoodWeight)
        implements PairObjective {
    /** Closest to 0 that a mean log-probability is taken for: certainty has infinite odds. */
    private static final double ALMOST_CERTAIN = -1e-7;

    /** Checks every range. */
    public Orpo {
        Check.that(oddsWeight > 0 && Double.isFinite(oddsWeight), "odds-weight", oddsWeight, "must be > 0");
        Check.that(
                likelihoodWeight >= 0 && Double.isFinite(likelihoodWeight),
                "likelihood-weight",
                likelihoodWeight,
                "must be >= 0");
    }

    @Override
    public double reward(PairSide side) {
        return oddsWeight * side.meanLogp();
    }

    @Override
    public PairLoss pairLoss(PairSide chosen, PairSide rejected, double label) {
        double margin = logOdds(chosen) - logOdds(rejected);
        double slope = -oddsWeight * Logistic.sigmoid(-margin);
        return new PairLoss(
                oddsWeight * Logistic.loss(margin) - likelihoodWeight * chosen.meanLogp(),
                (slope * oddsSlope(chosen) - likelihoodWeight) / chosen.tokens(),
                -slope * oddsSlope(rejected) / rejected.tokens());
    }

    private static double logOdds(PairSide side) {
        double logp = bounded(side);
        return logp - Math.log(-Math.expm1(logp));
    }

    /** ∂ log odds/∂ mean logp = 1 / (1 - p). */
    private static double oddsSlope(PairSide side) {
        return -1 / Math.expm1(bounded(side));
    }

    private static double bounded(PairSide side) {
        return Math.min(side.meanLogp(), ALMOST_CERTAIN);
    }
}

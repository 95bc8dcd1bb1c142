package org.waggle.executor.objective;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.TokenArrays;

/**
 * A sigmoid of the importance ratio in place of hard bounds, with a temperature τ for each sign of the advantage:
 *
 * <pre>
 * loss = -(4 / τ) sigmoid(τ (ρ - 1)) A + kl-coefficient × k3
 * </pre>
 *
 * <p>Its slope at ρ = 1 is the policy gradient's, and falls off smoothly on both sides; a larger τ falls off faster.
 * Paper: Soft Adaptive Policy Optimization (arXiv:2511.20347), with the sequence mean. Its acronym also names a swarm
 * method that has nothing to do with it, so it isn't used here.
 */
@Doc(
        "A sigmoid of the importance ratio times the advantage, in place of clip bounds (Soft Adaptive Policy Optimization).")
public record SoftClippedRatio(
        @Doc("How token losses are averaged: token-mean, sequence-mean (as the paper) or fixed-length-mean.")
        Aggregation aggregation,

        @Doc("Steepness of the sigmoid where the advantage is positive, > 0; the paper uses 1.")
        double positiveTemperature,

        @Doc("Steepness of the sigmoid elsewhere, > 0; the paper uses 1.05.")
        double negativeTemperature,

        @Doc("Weight of the KL penalty to the reference policy, at least 0; 0 needs no reference.")
        double klCoefficient)
        implements TokenObjective {
    /** Checks every range. */
    public SoftClippedRatio {
        checkTemperature("positive-temperature", positiveTemperature);
        checkTemperature("negative-temperature", negativeTemperature);
        new KlPenalty(klCoefficient);
    }

    @Override
    public boolean usesReference() {
        return penalty().isUsed();
    }

    @Override
    public TokenLoss tokenLoss(TokenArrays sequence, int token) {
        double advantage = sequence.advantage()[token];
        double ratio = ImportanceRatio.of(sequence, token);
        double temperature = advantage > 0 ? positiveTemperature : negativeTemperature;
        double gate = Logistic.sigmoid(temperature * (ratio - 1));
        return new TokenLoss(-4 / temperature * gate * advantage, -4 * gate * (1 - gate) * ratio * advantage)
                .plus(penalty().of(sequence, token));
    }

    @Override
    public TokenMetrics metrics() {
        return TokenMetrics.ofRatio(penalty());
    }

    private static void checkTemperature(String key, double temperature) {
        Check.that(temperature > 0 && Double.isFinite(temperature), key, temperature, "must be > 0");
    }

    private KlPenalty penalty() {
        return new KlPenalty(klCoefficient);
    }
}

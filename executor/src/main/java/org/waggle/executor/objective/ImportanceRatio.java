package org.waggle.executor.objective;

import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.objective.TokenObjective.TokenLoss;

/** The importance ratio ρ = π / π_old of a token, and PPO's clipped loss of it (arXiv:1707.06347, equation 7). */
final class ImportanceRatio {
    private ImportanceRatio() {}

    static double of(TokenArrays sequence, int token) {
        return Math.exp((double) sequence.logp()[token] - sequence.oldLogp()[token]);
    }

    /** -min(ρ A, clip(ρ, least, most) A); it is flat where the clipped product is the smaller one. */
    static TokenLoss clippedLoss(double ratio, double advantage, double least, double most) {
        double free = ratio * advantage;
        double clipped = Math.min(Math.max(ratio, least), most) * advantage;
        return free <= clipped ? new TokenLoss(-free, -free) : new TokenLoss(-clipped, 0);
    }
}

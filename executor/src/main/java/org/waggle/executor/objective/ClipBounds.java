package org.waggle.executor.objective;

import org.waggle.common.failure.Check;
import org.waggle.executor.objective.TokenObjective.TokenLoss;

/**
 * The bounds that PPO keeps an importance ratio ρ in: [1 - low, 1 + high] (arXiv:1707.06347; two bounds are DAPO's,
 * arXiv:2503.14476).
 *
 * @param low distance of the lower bound from 1, in (0, 1)
 * @param high distance of the upper bound from 1, above 0
 */
record ClipBounds(double low, double high) {
    ClipBounds {
        Check.that(
                low > 0 && low < 1,
                "clip-low",
                low,
                "must be in (0, 1): the ratio is kept above 1 - clip-low, and ratios are positive");
        checkHigh(high);
    }

    static void checkHigh(double high) {
        Check.that(
                high > 0 && Double.isFinite(high),
                "clip-high",
                high,
                "must be > 0: the ratio is kept below 1 + clip-high");
    }

    /** -min(ρ A, clip(ρ) A) with its slope in log ρ; it is flat where the clipped product is the smaller one. */
    TokenLoss loss(double ratio, double advantage) {
        return cappedLoss(ratio, Double.POSITIVE_INFINITY, advantage);
    }

    /** -min(min(ρ, cap) A, clip(ρ) A) with its slope in log ρ. */
    TokenLoss cappedLoss(double ratio, double cap, double advantage) {
        if (advantage == 0) {
            // A ratio may overflow, and ∞ × 0 isn't the 0 that no advantage means.
            return new TokenLoss(0, 0);
        }
        double free = Math.min(ratio, cap) * advantage;
        double clipped = Math.min(Math.max(ratio, 1 - low), 1 + high) * advantage;
        boolean moves = free <= clipped ? ratio <= cap : ratio >= 1 - low && ratio <= 1 + high;
        double product = Math.min(free, clipped);
        return new TokenLoss(-product, moves ? -product : 0);
    }

    /** True where the lower bound holds a ratio back. */
    boolean holdsBelow(double ratio, double advantage) {
        return advantage < 0 && ratio < 1 - low;
    }

    /** True where the upper bound holds a ratio back. */
    boolean holdsAbove(double ratio, double advantage) {
        return advantage > 0 && ratio > 1 + high;
    }
}

package org.waggle.common.recipe;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/**
 * What is done about external completions being drawn by another policy than the one that learns from them.
 *
 * <p>SAPO (arXiv:2509.08721) does nothing: its code takes the ratio as 1. With the ratio of a whole completion
 *
 * <pre>
 * ρ = exp(receiver's summed logp - sender's summed logp)
 * </pre>
 *
 * <p>a completion's loss may be multiplied by a weight of ρ, where the sender published its sum.
 */
public sealed interface OffPolicyRecipe extends Component {
    /** Whether the loss compares with what the receiver's policy said at arrival; else every ratio is 1. */
    default boolean comparesWithArrival() {
        return true;
    }

    /** Whether the sender's sum is needed. */
    default boolean needsSender() {
        return false;
    }

    /** What the loss of a completion is multiplied by. */
    default double weight(double ratio) {
        return 1;
    }

    /** Nothing is done. */
    @Doc("Nothing is done: external tokens count as if the receiver had just drawn them, in every update (ratio 1).")
    record None() implements OffPolicyRecipe {
        @Override
        public boolean comparesWithArrival() {
            return false;
        }
    }

    /** Ratios against the receiver at arrival. */
    @Doc(
            "The objective's ratios are against the receiver's own log-probabilities at arrival; with one update a round the same as none.")
    record Clipped() implements OffPolicyRecipe {}

    /** Truncated importance sampling by completion. */
    @Doc(
            "As clipped, and a completion's loss is multiplied by the ratio of the receiver's to the sender's probability, up to a threshold; the sender must publish its log-probability.")
    record Truncated(
            @Doc("Largest ratio of a completion, >= 1.") double threshold) implements OffPolicyRecipe {
        /** Checks the threshold. */
        public Truncated {
            Check.that(threshold >= 1, "threshold", threshold, "must be >= 1");
        }

        @Override
        public boolean needsSender() {
            return true;
        }

        @Override
        public double weight(double ratio) {
            return Math.min(ratio, threshold);
        }
    }

    /** Masked importance sampling by completion. */
    @Doc(
            "As clipped, but a completion whose ratio of the receiver's to the sender's probability is outside of a range doesn't count; the sender must publish its log-probability.")
    record Masked(
            @Doc("Smallest ratio of a completion that counts, in [0, 1].")
            double low,

            @Doc("Largest ratio of a completion that counts, >= 1.")
            double high)
            implements OffPolicyRecipe {
        /** Checks the range. */
        public Masked {
            Check.that(low >= 0 && low <= 1, "low", low, "must be in [0, 1]");
            Check.that(high >= 1, "high", high, "must be >= 1");
        }

        @Override
        public boolean needsSender() {
            return true;
        }

        @Override
        public double weight(double ratio) {
            return ratio >= low && ratio <= high ? 1 : 0;
        }
    }
}

package org.waggle.common.recipe;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/**
 * What is done about the gap between the sampler's and the trainer's numbers: the same weights give tokens slightly
 * different probabilities in the two, so that samples are slightly off-policy. With the ratio
 *
 * <pre>
 * ρ = exp(trainer's logp - sampler's logp)
 * </pre>
 *
 * <p>of a token, its advantage is multiplied by a weight of ρ: <em>truncated importance sampling</em> takes min(ρ, C),
 * <em>masked importance sampling</em> takes ρ where ρ ≤ C and otherwise 0 (both token by token, Yao et al., "Your
 * Efficient RL Framework Secretly Brings You Off-Policy RL Training", 2025, and as TRL has them). A KL penalty isn't
 * weighted, as in TRL.
 */
public sealed interface CorrectionRecipe extends Component {
    /** What the advantage of a token with this ratio is multiplied by. */
    double weight(double ratio);

    /** Nothing is done. */
    @Doc("Advantages stay as they are.")
    record None() implements CorrectionRecipe {
        @Override
        public double weight(double ratio) {
            return 1;
        }
    }

    /** Truncated importance sampling. */
    @Doc("Advantages are multiplied by the ratio of trainer's to sampler's probability, up to a threshold.")
    record Truncated(@Doc("Largest ratio, >= 1.") double threshold) implements CorrectionRecipe {
        /** Checks the threshold. */
        public Truncated {
            check(threshold);
        }

        @Override
        public double weight(double ratio) {
            return Math.min(ratio, threshold);
        }
    }

    /** Masked importance sampling. */
    @Doc("As truncated, but a token whose ratio is above the threshold doesn't count.")
    record Masked(
            @Doc("Largest ratio of a token that counts, >= 1.")
            double threshold) implements CorrectionRecipe {
        /** Checks the threshold. */
        public Masked {
            check(threshold);
        }

        @Override
        public double weight(double ratio) {
            return ratio <= threshold ? ratio : 0;
        }
    }

    private static void check(double threshold) {
        Check.that(threshold >= 1 && Double.isFinite(threshold), "threshold", threshold, "must be >= 1");
    }
}

package org.waggle.executor.advantage;

import org.waggle.common.data.Doc;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Batch;
import org.waggle.common.spi.StepContext;

/**
 * Another estimator's advantages, but 0 for tokens whose entropy lies below a quantile of the whole batch: only where
 * the policy could have gone several ways is it changed.
 *
 * <p>An objective's first term is proportional to the advantage, so these tokens leave it; they still count where it is
 * averaged, and in penalties. Entropies are those of the policy that sampled, so every update of a step takes the same
 * tokens. Paper: "Beyond the 80/20 Rule" (arXiv:2506.01939, section 5), with a share of 0.2.
 */
@Doc("Another estimator's advantages for the tokens of highest entropy of the whole batch, 0 for the others.")
public record TopEntropyTokens(
        @Doc("Share of the batch's tokens that keep their advantage, in (0, 1); the paper uses 0.2.")
        double share,

        @Doc("How rewards become advantages.") AdvantageEstimator advantage)
        implements AdvantageEstimator {
    /** Checks the share. */
    public TopEntropyTokens {
        Check.that(share > 0 && share < 1, "share", share, "must be in (0, 1)");
    }

    @Override
    public int smallestGroup() {
        return advantage.smallestGroup();
    }

    @Override
    public AdvantageEstimator fittedTo(Batch batch, StepContext context) {
        return new Above(batch.entropyQuantile(1 - share), advantage.fittedTo(batch, context));
    }

    /** Without a batch there is nothing to compare with, and every token keeps its advantage. */
    @Override
    public float[][] estimate(ScoredGroup group) {
        return advantage.estimate(group);
    }

    private record Above(double threshold, AdvantageEstimator advantage) implements AdvantageEstimator {
        @Override
        public float[][] estimate(ScoredGroup group) {
            float[][] advantages = advantage.estimate(group);
            for (int place = 0; place < advantages.length; place++) {
                TokenTrace trace = group.group().completions().get(place).trace();
                for (int token = 0; token < advantages[place].length; token++) {
                    if (trace.entropy()[token] < threshold) {
                        advantages[place][token] = 0;
                    }
                }
            }
            return advantages;
        }
    }
}

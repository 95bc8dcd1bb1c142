package org.waggle.common.spi;

import java.util.Arrays;
import org.waggle.common.data.ScoredGroup;

/** An estimator that gives every token of a completion the same advantage. */
public interface SequenceAdvantage extends AdvantageEstimator {
    /** The advantage of each completion from the rewards of its group; both [completions]. */
    double[] advantages(double[] rewards);

    @Override
    default float[][] estimate(ScoredGroup group) {
        double[] advantages = advantages(group.rewards());
        float[][] tokens = new float[advantages.length][];
        for (int i = 0; i < advantages.length; i++) {
            tokens[i] = new float[group.group().completions().get(i).length()];
            Arrays.fill(tokens[i], (float) advantages[i]);
        }
        return tokens;
    }
}

package org.waggle.executor.advantage;

import java.util.Arrays;
import org.waggle.common.data.Doc;
import org.waggle.common.spi.SequenceAdvantage;

/**
 * Reward minus the mean of the other rewards of its group:
 *
 * <pre>A_i = r_i - Σ_{j≠i} r_j / (n - 1) = (n r_i - Σ_j r_j) / (n - 1)</pre>
 *
 * Paper: RLOO (Ahmadian et al., arXiv:2402.14740). A group of one compares with nothing and has advantage 0.
 */
@Doc("Reward minus the mean of the other rewards of its group (RLOO).")
public record LeaveOneOut() implements SequenceAdvantage {
    @Override
    public int smallestGroup() {
        return 2;
    }

    @Override
    public double[] advantages(double[] rewards) {
        int n = rewards.length;
        double sum = Arrays.stream(rewards).sum();
        return Arrays.stream(rewards)
                .map(reward -> (n * reward - sum) / Math.max(1, n - 1))
                .toArray();
    }
}

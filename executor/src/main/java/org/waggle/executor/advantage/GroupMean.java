package org.waggle.executor.advantage;

import java.util.Arrays;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.SequenceAdvantage;

/**
 * Reward minus the mean of its group, divided by its group's deviation or not:
 *
 * <pre>A_i = (r_i - mean r) / (std r + epsilon)    or    A_i = r_i - mean r</pre>
 *
 * Papers: GRPO (arXiv:2402.03300, section 4.1.2) divides; Dr. GRPO (arXiv:2503.20783, section 3.2) doesn't. Which
 * deviation GRPO means is not said: TRL and verl take the sample's (divisor n - 1), others the population's (divisor
 * n). A group of one compares with nothing and has advantage 0.
 */
@Doc("Reward minus the mean of its group, divided by the group's standard deviation (GRPO) or not (Dr. GRPO).")
public record GroupMean(
        @Doc(
                "Deviation that is divided by: sample (divisor n - 1, as TRL), population (divisor n), or none (Dr. GRPO).")
        Deviation divideByStd,

        @Doc("Added to the deviation, > 0; TRL uses 1e-4. Without effect if divide-by-std is none.")
        double epsilon)
        implements SequenceAdvantage {
    /** What is divided by. */
    public enum Deviation {
        /** Nothing. */
        NONE,
        /** The root of the squared distances over n - 1. */
        SAMPLE,
        /** The root of the squared distances over n. */
        POPULATION
    }

    /** Checks epsilon. */
    public GroupMean {
        Check.that(
                epsilon > 0 && Double.isFinite(epsilon),
                "epsilon",
                epsilon,
                "must be > 0: rewards that are all equal have no deviation");
    }

    @Override
    public int smallestGroup() {
        return 2;
    }

    @Override
    public double[] advantages(double[] rewards) {
        double mean = Arrays.stream(rewards).average().orElse(0);
        double[] centred = Arrays.stream(rewards).map(reward -> reward - mean).toArray();
        double divisor = divisor(centred);
        return Arrays.stream(centred).map(distance -> distance / divisor).toArray();
    }

    private double divisor(double[] centred) {
        double squares =
                Arrays.stream(centred).map(distance -> distance * distance).sum();
        return switch (divideByStd) {
            case NONE -> 1;
            case SAMPLE -> Math.sqrt(squares / Math.max(1, centred.length - 1)) + epsilon;
            case POPULATION -> Math.sqrt(squares / centred.length) + epsilon;
        };
    }
}

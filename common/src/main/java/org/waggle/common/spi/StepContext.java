package org.waggle.common.spi;

import java.io.Serializable;
import org.waggle.common.data.Seed;

/**
 * When a component is asked, and what it may draw from. Made by Waggle only, so that it can grow.
 *
 * @param step step within the phase, from 1 to {@code steps}; 1 in an evaluation, which judges alike whenever it is
 *     made
 * @param steps number of steps of the phase; 1 in an evaluation
 * @param seed seed of this call alone: it differs between steps, nodes, groups, channels and kinds of component, and is
 *     the same again if the call is repeated
 */
public record StepContext(int step, int steps, Seed seed) implements Serializable {
    /** A single step, as evaluations see it. */
    public static StepContext single(Seed seed) {
        return new StepContext(1, 1, seed);
    }

    /** Share of the phase that is over when the step begins, in [0, 1). */
    public double progress() {
        return (step - 1.0) / steps;
    }

    /** The same step with another seed. */
    public StepContext with(Seed other) {
        return new StepContext(step, steps, other);
    }
}

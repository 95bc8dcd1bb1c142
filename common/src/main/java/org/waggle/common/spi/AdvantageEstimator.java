package org.waggle.common.spi;

import org.waggle.common.data.ScoredGroup;

/** Turns rewards into advantages, token by token. */
public interface AdvantageEstimator extends Component {
    /**
     * The advantage of every token of every completion.
     *
     * @return [completions][tokens], finite
     */
    float[][] estimate(ScoredGroup group);

    /**
     * This estimator with what it needs to know of the whole batch (a batch-wide mean or deviation). Called once for
     * each node and step, before {@link #estimate}.
     *
     * @param batch what one node has sampled in this step
     * @param context the step, with a seed of this node's advantages
     */
    default AdvantageEstimator fittedTo(Batch batch, StepContext context) {
        return this;
    }

    /** Completions that a group must have for its advantages to mean something; 2 where they are compared. */
    default int smallestGroup() {
        return 1;
    }
}

package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.GroupSummary;
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
     * This estimator with what it needs to know of the whole batch (a running baseline, a batch-wide deviation). Called
     * once a step, before {@link #estimate}.
     */
    default AdvantageEstimator fittedTo(List<GroupSummary> batch) {
        return this;
    }

    /** Completions that a group must have for its advantages to mean something; 2 where they are compared. */
    default int smallestGroup() {
        return 1;
    }
}

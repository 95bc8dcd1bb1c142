package org.waggle.common.recipe;

/** What becomes of a completion that a reward fails on. */
public enum FailedReward {
    /** The run ends with a message that names reward and completion. */
    STOP,
    /** It has no reward and is not trained on; the table and the metrics say so. */
    DROP
}

package org.waggle.common.data;

/** Why a completion ended. */
public enum StopReason {
    /** The policy drew its end-of-sequence token. */
    END_OF_SEQUENCE,
    /** Its text came to one of the sampling settings' stop strings. */
    STOP_STRING,
    /** It reached the largest allowed number of tokens and was cut off. */
    LENGTH
}

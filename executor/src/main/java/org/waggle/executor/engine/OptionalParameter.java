package org.waggle.executor.engine;

/** A parameter of a layer that only some decoders have; the order is the script's. */
public enum OptionalParameter {
    /** Added to queries, keys and values. */
    QUERY_KEY_VALUE_BIAS,
    /** Added to the attention's output. */
    OUTPUT_BIAS,
    /** Added to gate and up products. */
    GATE_UP_BIAS,
    /** Added to the feed-forward layer's output. */
    DOWN_BIAS,
    /** Weight of an RMSNorm over each query head, before the rotary embedding. */
    QUERY_NORM,
    /** Weight of an RMSNorm over each key head, before the rotary embedding. */
    KEY_NORM
}

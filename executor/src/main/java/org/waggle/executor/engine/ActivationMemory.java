package org.waggle.executor.engine;

import org.waggle.common.data.Precision;

/**
 * Bytes that a gradient pass holds beside weights and sum, counted from what {@code layer} in decoder.py keeps: each
 * term is a tensor with a row for each token. Where completions share a prompt, its keys and values come again for each
 * of them; that is left out.
 *
 * @param shape the decoder
 * @param precision what it computes in
 */
public record ActivationMemory(DecoderShape shape, Precision precision) {
    private static final long FLOAT = Float.BYTES;

    /** Above as many times the head's size libtorch's fused attention keeps none. */
    private static final long SCORES = 4;

    /** Layers at either end that compute in float32 whatever the precision. */
    private static final int OUTER = 2;

    /** What the backward pass is given: tensors [tokens, …] of the layers, or of their inputs and of one layer. */
    public long layers(Activations activations, long tokens) {
        return tokens
                * switch (activations) {
                    case KEPT -> outer() * layer(FLOAT) + (shape.layers() - outer()) * layer(precision.bytes());
                    case RECOMPUTED -> (shape.layers() + 1) * stream() + layer(FLOAT);
                };
    }

    /** Weights of an outer layer in float32, as it is computed; none where all weights are. */
    public long widened() {
        return precision == Precision.FLOAT32 ? 0 : matricesOfLayer() * FLOAT;
    }

    /**
     * A chunk of logits, [tokens, vocabulary], in whose place their derivatives come. What is made of them on the way
     * is made of so few rows at a time that it doesn't count.
     */
    public long head(long tokens) {
        return tokens * shape.vocabulary() * precision.bytes();
    }

    /** Bytes that a layer keeps of a token, by the size of the numbers that it multiplies. */
    private long layer(long size) {
        return 2 * stream() + headNorms() * size + attention() * FLOAT + feed() * precision.bytes();
    }

    /** A value of the residual stream, which is kept before the attention and behind it. */
    private long stream() {
        return shape.hidden() * FLOAT;
    }

    /** Queries, keys and values before they are divided by their norm. */
    private long headNorms() {
        return shape.optional().contains(OptionalParameter.QUERY_NORM) ? queries() + 2 * keys() : 0;
    }

    /**
     * Queries, keys and values; the same as their products take them; the outcome; of each query its scores, at most
     * {@value #SCORES} for each number of a head.
     */
    private long attention() {
        return 2 * (queries() + 2 * keys()) + queries() + SCORES * queries();
    }

    /** Gate and up. */
    private long feed() {
        return 2L * shape.intermediate();
    }

    private long queries() {
        return (long) shape.heads() * shape.headSize();
    }

    private long keys() {
        return (long) shape.keyValueHeads() * shape.headSize();
    }

    private int outer() {
        return Math.min(2 * OUTER, shape.layers());
    }

    private long matricesOfLayer() {
        long attention = 2L * shape.hidden() * (queries() + keys());
        return attention + 3L * shape.hidden() * shape.intermediate();
    }
}

package org.waggle.executor.engine;

import org.waggle.common.data.Precision;

/**
 * Bytes that a gradient pass holds beside weights and sum, counted from what autograd saves of {@code layer} in
 * decoder.py: each term is a tensor with a row for each token. Where completions share a prompt, its keys and values
 * come again for each of them; that is left out.
 *
 * @param shape the decoder
 * @param precision what it computes in
 */
public record ActivationMemory(DecoderShape shape, Precision precision) {
    private static final long FLOAT = Float.BYTES;

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

    /** Weights of the outer layers in float32, which their graphs hold; none where all weights are. */
    public long widened(Activations activations) {
        long layers = activations == Activations.KEPT ? outer() : 1;
        return precision == Precision.FLOAT32 ? 0 : layers * matricesOfLayer() * FLOAT;
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
        return 2 * norm(size) + 2 * stream() + headNorms(size) + attention(size) + feed(size);
    }

    /** A value of the residual stream. */
    private long stream() {
        return shape.hidden() * FLOAT;
    }

    /** The normalised stream, and that times the weights: what a product takes. */
    private long norm(long size) {
        return shape.hidden() * (FLOAT + size);
    }

    /** Heads before and after they are divided by their norm. */
    private long headNorms(long size) {
        boolean isThere = shape.optional().contains(OptionalParameter.QUERY_NORM);
        long widened = size == FLOAT ? queries() + 2 * keys() : queries() + keys();
        return isThere ? (widened + queries() + keys()) * FLOAT : 0;
    }

    /**
     * Queries, keys and values; keys and values repeated for each query head; the outcome; the same in the product's
     * type.
     */
    private long attention(long size) {
        long repeated = shape.heads() == shape.keyValueHeads() ? 0 : 2 * queries();
        return (queries() + 2 * keys() + repeated + queries()) * FLOAT + (size == FLOAT ? 0 : queries() * size);
    }

    /** Gate and up, the gate's SiLU, and the product of the two. */
    private long feed(long size) {
        return 4L * shape.intermediate() * size;
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

package org.waggle.executor.engine;

import org.waggle.common.data.Precision;
import org.waggle.executor.engine.ParameterLayout.Parameter;

/**
 * Bytes that decoding holds beside the weights.
 *
 * @param shape the decoder
 * @param precision what it computes in
 */
public record DecodingMemory(DecoderShape shape, Precision precision) {
    /**
     * Keys and values, [2 layers, S, K, M, D]; half as much again while the cache grows.
     *
     * @param slots sequences decoded at once
     * @param tokens longest sequence, prompt and completion together
     */
    public long cache(int slots, int tokens) {
        long places = (long) Padding.rows(slots) * Padding.cache(tokens + 1);
        return 2L * shape.layers() * shape.keyValueHeads() * shape.headSize() * places * precision.bytes();
    }

    /** All matrices that are multiplied with, once more: see {@link DecodingWeights}. */
    public long reorderedWeights() {
        long matrices = ParameterLayout.of(shape).parameters().stream()
                .filter(Parameter::isMatrix)
                .mapToLong(Parameter::size)
                .sum();
        long onlyLookedUp = shape.tiedEmbeddings() ? 0 : (long) shape.vocabulary() * shape.hidden();
        return (matrices - onlyLookedUp) * precision.bytes();
    }
}

package org.waggle.executor.engine;

import java.io.Serializable;
import java.util.Set;
import org.waggle.common.failure.Check;

/**
 * The numbers that define a decoder: RMSNorm, rotary embeddings, grouped-query attention (arXiv:2305.13245), SwiGLU, as
 * Llama (arXiv:2302.13971), Qwen2 (arXiv:2407.10671) and Qwen3 (arXiv:2505.09388) have them.
 *
 * @param vocabulary number of token ids
 * @param hidden width of the residual stream
 * @param intermediate width of the feed-forward layer
 * @param layers number of layers
 * @param heads number of query heads
 * @param keyValueHeads number of key and value heads; divides {@code heads}
 * @param headSize width of a head, even; need not be {@code hidden / heads}
 * @param maxPositions longest sequence in tokens
 * @param rotary how positions enter
 * @param normEpsilon added to the mean square in RMSNorm
 * @param tiedEmbeddings true if the head shares the embeddings' weights
 * @param optional which of the optional parameters each layer has
 */
public record DecoderShape(
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int maxPositions,
        RotaryEmbedding rotary,
        double normEpsilon,
        boolean tiedEmbeddings,
        Set<OptionalParameter> optional)
        implements Serializable {
    private static final int LARGEST = 1 << 24;
    private static final int MOST_LAYERS = 1 << 12;

    /** Checks every range. */
    public DecoderShape {
        inRange("vocab-size", vocabulary, LARGEST);
        inRange("hidden-size", hidden, LARGEST);
        inRange("intermediate-size", intermediate, LARGEST);
        inRange("layers", layers, MOST_LAYERS);
        inRange("heads", heads, LARGEST);
        inRange("key-value-heads", keyValueHeads, LARGEST);
        inRange("max-positions", maxPositions, Integer.MAX_VALUE);
        Check.that(heads % keyValueHeads == 0, "key-value-heads", keyValueHeads, "must divide heads " + heads);
        Check.that(headSize >= 2 && headSize % 2 == 0, "head-size", headSize, "must be even for rotary embeddings");
        Check.that(headSize <= LARGEST / heads, "head-size", headSize, "too large for heads " + heads);
        Check.that(normEpsilon > 0, "norm-epsilon", normEpsilon, "must be > 0");
        optional = Set.copyOf(optional);
    }

    /** A plain Llama: rotary embeddings of the default type, none of the optional parameters. */
    public DecoderShape(
            int vocabulary,
            int hidden,
            int intermediate,
            int layers,
            int heads,
            int keyValueHeads,
            int headSize,
            int maxPositions,
            double ropeTheta,
            double normEpsilon,
            boolean tiedEmbeddings) {
        this(
                vocabulary,
                hidden,
                intermediate,
                layers,
                heads,
                keyValueHeads,
                headSize,
                maxPositions,
                new RotaryEmbedding(ropeTheta, new RopeScaling.None()),
                normEpsilon,
                tiedEmbeddings,
                Set.of());
    }

    private static void inRange(String key, int value, int most) {
        Check.that(value >= 1 && value <= most, key, value, "must be in [1, %d]".formatted(most));
    }
}

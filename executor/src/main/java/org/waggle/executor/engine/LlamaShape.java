package org.waggle.executor.engine;

import org.waggle.common.failure.Check;

/**
 * The numbers that define a Llama decoder (arXiv:2302.13971; grouped-query attention: arXiv:2305.13245). RMSNorm,
 * rotary embeddings of the default type, SwiGLU, no biases.
 *
 * @param vocabulary number of token ids
 * @param hidden width of the residual stream
 * @param intermediate width of the feed-forward layer
 * @param layers number of layers
 * @param heads number of query heads
 * @param keyValueHeads number of key and value heads; divides {@code heads}
 * @param headSize width of a head, even; need not be {@code hidden / heads}
 * @param maxPositions longest sequence in tokens
 * @param ropeTheta base of the rotary frequencies
 * @param normEpsilon added to the mean square in RMSNorm
 * @param tiedEmbeddings true if the head shares the embeddings' weights
 */
public record LlamaShape(
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
        boolean tiedEmbeddings)
        implements java.io.Serializable {
    /** Checks every range. */
    public LlamaShape {
        positive("vocab-size", vocabulary);
        positive("hidden-size", hidden);
        positive("intermediate-size", intermediate);
        positive("layers", layers);
        positive("heads", heads);
        positive("key-value-heads", keyValueHeads);
        positive("max-positions", maxPositions);
        Check.that(heads % keyValueHeads == 0, "key-value-heads", keyValueHeads, "must divide heads " + heads);
        Check.that(headSize >= 2 && headSize % 2 == 0, "head-size", headSize, "must be even for rotary embeddings");
        Check.that(ropeTheta > 0, "rope-theta", ropeTheta, "must be > 0");
        Check.that(normEpsilon > 0, "norm-epsilon", normEpsilon, "must be > 0");
    }

    /** Inverse frequencies of the rotary embedding, theta^(-2i/headSize) (arXiv:2104.09864), [headSize / 2]. */
    public float[] inverseFrequencies() {
        float[] inverse = new float[headSize / 2];
        for (int i = 0; i < inverse.length; i++) {
            // In float32 step by step, as transformers computes it: a rounding here moves every later angle.
            inverse[i] = 1f / (float) Math.pow(ropeTheta, (float) (2 * i) / headSize);
        }
        return inverse;
    }

    private static void positive(String key, int value) {
        Check.that(value >= 1, key, value, "must be >= 1");
    }
}

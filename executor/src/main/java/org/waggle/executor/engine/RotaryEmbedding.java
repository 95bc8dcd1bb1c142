package org.waggle.executor.engine;

import java.io.Serializable;
import org.waggle.common.failure.Check;

/**
 * The rotary position embedding (arXiv:2104.09864).
 *
 * @param theta base of the frequencies, above 0
 * @param scaling what stretches them
 */
public record RotaryEmbedding(double theta, RopeScaling scaling) implements Serializable {
    /** Checks the base. */
    public RotaryEmbedding {
        Check.that(theta > 0 && Double.isFinite(theta), "rope-theta", theta, "must be > 0");
    }

    /** Inverse frequencies, scaling(theta^(-2i/headSize)), [headSize / 2]. */
    float[] inverseFrequencies(int headSize) {
        float[] inverse = new float[headSize / 2];
        for (int i = 0; i < inverse.length; i++) {
            // In float32 step by step, as transformers computes it: a rounding here moves every later angle.
            inverse[i] = scaling.scaled(1f / (float) Math.pow(theta, (float) (2 * i) / headSize));
        }
        return inverse;
    }
}

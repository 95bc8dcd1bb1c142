package org.waggle.executor.engine;

import java.util.stream.IntStream;

/**
 * What a policy says of the scored tokens of a {@link TokenBatch}, in their order.
 *
 * @param logp log-probability under the softmax of logits / temperature, [N]
 * @param entropy entropy of that softmax in nats, [N]
 */
public record TokenScores(float[] logp, float[] entropy) {
    /** False if one of them is NaN or infinite. */
    public boolean areFinite() {
        return areFinite(logp) && areFinite(entropy);
    }

    private static boolean areFinite(float[] values) {
        return IntStream.range(0, values.length).allMatch(i -> Float.isFinite(values[i]));
    }
}

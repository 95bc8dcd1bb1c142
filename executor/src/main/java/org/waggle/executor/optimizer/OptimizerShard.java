package org.waggle.executor.optimizer;

/**
 * A shard of a model's weights in float32, with the moments of AdamW.
 *
 * @param start place of its first element in the model's flat vector
 * @param weights [elements]
 * @param firstMoment moving mean of the gradient, [elements]
 * @param secondMoment moving mean of the squared gradient, [elements]
 */
public record OptimizerShard(long start, float[] weights, float[] firstMoment, float[] secondMoment) {
    /** Checks that the arrays have one length. */
    public OptimizerShard {
        if (firstMoment.length != weights.length || secondMoment.length != weights.length) {
            throw new IllegalArgumentException(
                    "Invalid shard: %d weights, %d first and %d second moments (must be equal)"
                            .formatted(weights.length, firstMoment.length, secondMoment.length));
        }
    }

    /** A shard before its first update: moments 0. */
    public static OptimizerShard fresh(long start, float[] weights) {
        return new OptimizerShard(start, weights, new float[weights.length], new float[weights.length]);
    }

    /** The same values in arrays of their own. */
    public OptimizerShard copy() {
        return new OptimizerShard(start, weights.clone(), firstMoment.clone(), secondMoment.clone());
    }
}

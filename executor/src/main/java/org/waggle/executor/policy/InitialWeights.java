package org.waggle.executor.policy;

import java.io.Serializable;

/** Where the weights of a model come from when a run begins; read shard by shard, on the executors. */
@FunctionalInterface
public interface InitialWeights extends Serializable {
    /**
     * A run of the model's flat vector.
     *
     * @param from index of the first value
     * @param length number of values
     */
    float[] read(long from, int length);
}

package org.waggle.executor.policy;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.waggle.executor.engine.WeightSource;

/** Where the weights of a model come from when a run begins; read shard by shard, on the executors. */
@FunctionalInterface
public interface InitialWeights extends Serializable {
    /** Values that are read at once. */
    int PIECE = 1 << 22;

    /**
     * A run of the model's flat vector.
     *
     * @param from index of the first value
     * @param length number of values
     */
    float[] read(long from, int length);

    /** All values of a vector, read in pieces, as a policy opens from them. */
    default WeightSource source(long size) {
        return sink -> {
            for (long from = 0; from < size; from += PIECE) {
                float[] values = read(from, (int) Math.min(PIECE, size - from));
                ByteBuffer bytes =
                        ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                sink.fill(from, bytes);
            }
        };
    }
}

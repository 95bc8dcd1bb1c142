package org.waggle.driver.state;

import org.waggle.common.data.Precision;
import org.waggle.executor.engine.WeightSource;
import org.waggle.executor.policy.InitialWeights;

/**
 * All values of a flat vector, read in pieces, as a policy opens from them.
 *
 * @param weights where they come from
 * @param size number of values
 * @param precision type that they are handed over in
 */
public record WeightPieces(InitialWeights weights, long size, Precision precision) implements WeightSource {
    private static final int PIECE = 1 << 22;

    @Override
    public void copyTo(Sink sink) {
        for (long from = 0; from < size; from += PIECE) {
            float[] values = weights.read(from, (int) Math.min(PIECE, size - from));
            WeightShard.view(precision, 0, from, values).giveTo(sink);
        }
    }
}

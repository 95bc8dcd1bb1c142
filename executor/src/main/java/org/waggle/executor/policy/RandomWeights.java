package org.waggle.executor.policy;

import java.util.Arrays;
import org.waggle.common.data.Seed;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.engine.ParameterLayout.Parameter;

/**
 * Random weights: matrices normal with mean 0, norms 1. A value is keyed by its parameter's name and place, so any cut
 * into shards gives the same model.
 *
 * @param shape the model
 * @param deviation standard deviation of the matrices' values
 * @param seed seed of the model
 */
public record RandomWeights(DecoderShape shape, double deviation, Seed seed) implements InitialWeights {
    @Override
    public float[] read(long from, int length) {
        float[] values = new float[length];
        for (Parameter parameter : ParameterLayout.of(shape).parameters()) {
            long begin = Math.max(from, parameter.offset());
            long end = Math.min(from + length, parameter.offset() + parameter.size());
            if (begin < end) {
                fill(parameter, begin, values, (int) (begin - from), (int) (end - from));
            }
        }
        return values;
    }

    private void fill(Parameter parameter, long begin, float[] values, int from, int to) {
        if (!parameter.isMatrix()) {
            Arrays.fill(values, from, to, 1);
            return;
        }
        Seed name = seed.at(parameter.name());
        for (int i = from; i < to; i++) {
            values[i] = (float)
                    (deviation * name.at(begin - parameter.offset() + i - from).normal());
        }
    }
}

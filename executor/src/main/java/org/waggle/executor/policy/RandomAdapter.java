package org.waggle.executor.policy;

import org.waggle.common.data.Seed;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.executor.engine.AdapterLayout;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.ParameterLayout.Parameter;

/**
 * A new adapter, which changes nothing yet: A uniform within 1 / √columns, as PEFT draws it, B zero. A value is keyed
 * by its parameter's name and place, so any cut into shards gives the same adapter.
 *
 * @param shape the model
 * @param lora the adapter
 * @param seed seed of the adapter
 */
public record RandomAdapter(DecoderShape shape, Lora lora, Seed seed) implements InitialWeights {
    private static final String A = ".lora_A.weight";

    @Override
    public float[] read(long from, int length) {
        float[] values = new float[length];
        for (Parameter parameter : AdapterLayout.of(shape, lora).parameters()) {
            long begin = Math.max(from, parameter.offset());
            long end = Math.min(from + length, parameter.offset() + parameter.size());
            if (parameter.name().endsWith(A)) {
                double bound = 1 / Math.sqrt(parameter.shape().get(1));
                Seed name = seed.at(parameter.name());
                for (long i = begin; i < end; i++) {
                    double uniform = name.at(i - parameter.offset()).uniform();
                    values[(int) (i - from)] = (float) (bound * (2 * uniform - 1));
                }
            }
        }
        return values;
    }
}

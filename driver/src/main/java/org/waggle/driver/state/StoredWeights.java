package org.waggle.driver.state;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Dtype;
import org.waggle.common.checkpoint.SafetensorsFile;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.TensorSpec;
import org.waggle.common.recipe.AdapterRecipe;
import org.waggle.executor.engine.ParameterLayout.Parameter;
import org.waggle.executor.policy.InitialWeights;
import org.waggle.executor.policy.ModelSpec;

/**
 * Weights in a safetensors file of float32; each shard reads its own bytes.
 *
 * @param hadoop Hadoop's settings
 * @param file the file
 * @param parameters what it holds, in the order of their flat vector
 */
public record StoredWeights(SerializableConfiguration hadoop, String file, List<Parameter> parameters)
        implements InitialWeights {
    /** Name of the file in a model's folder. */
    public static final String FILE = "model.safetensors";

    /** Name of the file in an adapter's folder. */
    public static final String ADAPTER_FILE = "adapter_model.safetensors";

    /** Copies the list. */
    public StoredWeights {
        parameters = List.copyOf(parameters);
    }

    /** Name of the file with what is trained of a model. */
    public static String file(ModelSpec spec) {
        return spec.adapter() instanceof AdapterRecipe.Lora ? ADAPTER_FILE : FILE;
    }

    /** The tensors of parameters, so that shards can be written one after the other. */
    public static List<TensorSpec> tensors(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new TensorSpec(
                        parameter.name(),
                        Dtype.F32,
                        parameter.shape().stream().mapToLong(Integer::longValue).toArray()))
                .toList();
    }

    @Override
    public float[] read(long from, int length) {
        float[] values = new float[length];
        try (SafetensorsFile weights = SafetensorsFile.open(new Storage(hadoop.value()), new Path(file))) {
            for (Parameter parameter : parameters) {
                long begin = Math.max(from, parameter.offset());
                long end = Math.min(from + length, parameter.offset() + parameter.size());
                if (begin < end) {
                    long place = weights.entry(parameter.name()).begin() + (begin - parameter.offset()) * Float.BYTES;
                    float[] part = FloatBytes.read(weights, place, (int) (end - begin));
                    System.arraycopy(part, 0, values, (int) (begin - from), part.length);
                }
            }
        }
        return values;
    }
}

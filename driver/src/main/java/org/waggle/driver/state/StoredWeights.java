package org.waggle.driver.state;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Dtype;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.TensorSpec;
import org.waggle.common.checkpoint.WeightFiles;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.executor.engine.ParameterLayout.Parameter;
import org.waggle.executor.policy.InitialWeights;
import org.waggle.executor.policy.ModelSpec;

/**
 * Weights in a model's or an adapter's folder; each shard reads its own values, widened to float32, through a buffer of
 * 1 MiB.
 *
 * @param hadoop Hadoop's settings
 * @param file the file, as {@link WeightFiles#open} finds it
 * @param parameters what it holds, in the order of their flat vector
 */
public record StoredWeights(SerializableConfiguration hadoop, String file, List<Parameter> parameters)
        implements InitialWeights {
    /** Copies the list. */
    public StoredWeights {
        parameters = List.copyOf(parameters);
    }

    /** Name of the file with what is trained of a model. */
    public static String file(ModelSpec spec) {
        return spec.adapter() instanceof Lora ? WeightFiles.ADAPTER : WeightFiles.MODEL;
    }

    /** The tensors of parameters as float32, in their order, so that shards can be written in turn. */
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
        try (WeightFiles files = WeightFiles.open(new Storage(hadoop.value()), new Path(file))) {
            for (Parameter parameter : parameters) {
                long begin = Math.max(from, parameter.offset());
                long end = Math.min(from + length, parameter.offset() + parameter.size());
                if (begin < end) {
                    long first = begin - parameter.offset();
                    files.read(parameter.name(), first, values, (int) (begin - from), (int) (end - from));
                }
            }
        }
        return values;
    }
}

package org.waggle.driver.state;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Dtype;
import org.waggle.common.checkpoint.SafetensorsFile;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.TensorSpec;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.engine.ParameterLayout.Parameter;
import org.waggle.executor.policy.InitialWeights;

/**
 * Weights in a {@code model.safetensors} of float32; each shard reads its own bytes.
 *
 * @param hadoop Hadoop's settings
 * @param file the file
 * @param shape the model
 */
public record StoredWeights(SerializableConfiguration hadoop, String file, DecoderShape shape)
        implements InitialWeights {
    /** Name of the file in a model's folder. */
    public static final String FILE = "model.safetensors";

    /** The tensors of a model in the order of its flat vector, so that shards can be written one after the other. */
    public static List<TensorSpec> tensors(DecoderShape shape) {
        return ParameterLayout.of(shape).parameters().stream()
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
            for (Parameter parameter : ParameterLayout.of(shape).parameters()) {
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

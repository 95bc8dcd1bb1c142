package org.waggle.driver.state;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Dtype;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.TensorSpec;
import org.waggle.common.checkpoint.WeightFiles;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.engine.ParameterLayout.Parameter;
import org.waggle.executor.policy.InitialWeights;

/**
 * Weights in a model's folder; each shard reads its own values, widened to float32, through a buffer of 1 MiB.
 *
 * @param hadoop Hadoop's settings
 * @param folder the folder
 * @param shape the model
 */
public record StoredWeights(SerializableConfiguration hadoop, String folder, DecoderShape shape)
        implements InitialWeights {
    /** The tensors of a model as float32, in the order of its flat vector, so that shards can be written in turn. */
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
        try (WeightFiles files = WeightFiles.open(new Storage(hadoop.value()), new Path(folder))) {
            for (Parameter parameter : ParameterLayout.of(shape).parameters()) {
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

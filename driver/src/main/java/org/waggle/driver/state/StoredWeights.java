package org.waggle.driver.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.SafetensorsFile;
import org.waggle.common.checkpoint.Storage;
import org.waggle.executor.engine.LlamaShape;
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
public record StoredWeights(SerializableConfiguration hadoop, String file, LlamaShape shape) implements InitialWeights {
    @Override
    public float[] read(long from, int length) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(length, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        try (SafetensorsFile weights = SafetensorsFile.open(new Storage(hadoop.value()), new Path(file))) {
            for (Parameter parameter : ParameterLayout.of(shape).parameters()) {
                long begin = Math.max(from, parameter.offset());
                long end = Math.min(from + length, parameter.offset() + parameter.size());
                if (begin < end) {
                    bytes.limit(Math.toIntExact((end - from) * Float.BYTES));
                    long start = weights.entry(parameter.name()).begin();
                    weights.read(start + (begin - parameter.offset()) * Float.BYTES, bytes);
                }
            }
        }
        float[] values = new float[length];
        bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}

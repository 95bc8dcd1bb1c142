package org.waggle.driver.state;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.CheckpointFile;
import org.waggle.common.checkpoint.Dtype;
import org.waggle.common.checkpoint.SafetensorsFile;
import org.waggle.common.checkpoint.SafetensorsWriter;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.TensorSpec;
import org.waggle.executor.optimizer.OptimizerShard;

/**
 * The moments of AdamW in a checkpoint: one file for each shard, named as PyTorch names them; {@code step} is the
 * number of updates that they have seen.
 *
 * @param hadoop Hadoop's settings
 * @param folder folder of the checkpoint
 * @param nodes names of the nodes' models, [nodes]
 * @param cut which node a shard belongs to
 */
public record StoredMoments(SerializableConfiguration hadoop, String folder, List<String> nodes, ShardCut cut)
        implements Serializable {
    private static final String FIRST = "exp_avg";
    private static final String SECOND = "exp_avg_sq";
    private static final String STEP = "step";

    /** Writes the moments of a shard. */
    public CheckpointFile write(StateShard shard) {
        OptimizerShard values = shard.values();
        long length = values.weights().length;
        List<TensorSpec> tensors = List.of(
                new TensorSpec(FIRST, Dtype.F32, length),
                new TensorSpec(SECOND, Dtype.F32, length),
                new TensorSpec(STEP, Dtype.F32, 1));
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(new Storage(hadoop.value()), new Path(folder), name(shard.index()), tensors)) {
            writer.write(FloatBytes.of(values.firstMoment()));
            writer.write(FloatBytes.of(values.secondMoment()));
            writer.write(FloatBytes.of(new float[] {shard.updates()}));
            return writer.finish();
        }
    }

    /**
     * A shard with its stored moments.
     *
     * @param start place of its first value in its node's vector
     * @param weights its weights
     */
    public StateShard read(int shard, long start, float[] weights) {
        Path path = new Path(folder, name(shard));
        try (SafetensorsFile file = SafetensorsFile.open(new Storage(hadoop.value()), path)) {
            float[] first = FloatBytes.read(file, file.entry(FIRST).begin(), weights.length);
            float[] second = FloatBytes.read(file, file.entry(SECOND).begin(), weights.length);
            long updates = (long) FloatBytes.read(file, file.entry(STEP).begin(), 1)[0];
            return new StateShard(shard, updates, new OptimizerShard(start, weights, first, second));
        }
    }

    private String name(int shard) {
        return "%s-optimizer/shard-%05d.safetensors".formatted(nodes.get(cut.node(shard)), cut.inNode(shard));
    }
}

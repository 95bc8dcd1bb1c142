package org.waggle.driver.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.CheckpointFile;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.WeightFilesWriter;
import org.waggle.common.data.Precision;
import org.waggle.driver.spark.GatherRdd;
import org.waggle.driver.spark.Message;
import org.waggle.driver.state.FloatBytes;
import org.waggle.driver.state.NodeModels;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.ShardCut;
import org.waggle.driver.state.StateShard;
import org.waggle.driver.state.StoredMoments;
import org.waggle.driver.state.StoredWeights;
import org.waggle.driver.state.WeightShard;
import org.waggle.executor.policy.InitialWeights;
import org.waggle.executor.policy.ModelSpec;

/**
 * Checkpoints, written and read by the executors: the master weights of a node stream in float32 through one task into
 * {@code NODE/model.safetensors}, or those of an adapter into {@code NODE/adapter_model.safetensors}, and each shard of
 * its moments into {@code NODE-optimizer/}.
 */
public final class CheckpointStage {
    private static final String REFERENCE = "-reference";

    private final RunContext context;
    private final UpdateStage updateStage;
    private final InitialStage initialStage;
    private final SerializableConfiguration hadoop;

    /** The stage of a run. */
    public CheckpointStage(RunContext context, UpdateStage updateStage, InitialStage initialStage, Storage storage) {
        this.context = context;
        this.updateStage = updateStage;
        this.initialStage = initialStage;
        this.hadoop = new SerializableConfiguration(storage.configuration());
    }

    /**
     * Writes weights and moments of all nodes, and their reference if there is one.
     *
     * @param folder folder of the checkpoint
     * @return the files, with their checksums
     */
    public List<CheckpointFile> save(Path folder, Policies policies) {
        List<CheckpointFile> files = new ArrayList<>(saveWeights(folder, "", master(policies)));
        policies.reference().ifPresent(reference -> files.addAll(saveWeights(folder, REFERENCE, reference)));
        files.addAll(saveMoments(folder, policies.optimizer()));
        return files;
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param version updates that the weights have seen
     * @param updates updates that the moments have seen
     */
    public Policies load(Path folder, long version, long updates) {
        context.describe("load checkpoint");
        List<InitialWeights> weights = sources(folder, "");
        StoredMoments moments = moments(folder);
        ShardCut cut = cut();
        return updateStage.keep(
                version,
                updates,
                shards().map(shard -> moments.read(
                        shard,
                        cut.from(shard),
                        weights.get(cut.node(shard)).read(cut.from(shard), cut.length(shard)))));
    }

    /** The same policies with the reference that {@link #save} wrote. */
    public Policies withReference(Path folder, Policies policies) {
        return policies.withReference(Optional.of(initialStage.reference(sources(folder, REFERENCE))));
    }

    private List<CheckpointFile> saveWeights(Path folder, String suffix, JavaRDD<WeightShard> weights) {
        int nodes = context.specs().size();
        GatherRdd.Lanes oneTaskEach =
                new GatherRdd.Lanes(nodes, 1, context.engine().shards());
        JavaRDD<Integer> work =
                context.spark().parallelize(IntStream.range(0, nodes).boxed().toList(), nodes);
        // Not the models themselves: their tokenizers would travel with every task.
        Broadcast<NodeModels> models = context.nodes();
        SerializableConfiguration conf = hadoop;
        String root = folder.toString();
        return collect(GatherRdd.of(work, 0, List.of(weights), oneTaskEach, (node, lane, items, gathered) -> {
            ModelSpec spec = models.value().specs().get(node);
            try (WeightFilesWriter writer = WeightFilesWriter.create(
                    new Storage(conf.value()),
                    new Path(root),
                    spec.name() + suffix + "/" + StoredWeights.file(spec),
                    StoredWeights.tensors(spec.trained()),
                    WeightFilesWriter.LARGEST_FILE_BYTES)) {
                gathered.get(0).forEach(shard -> writer.write(FloatBytes.of(shard.values())));
                return writer.finish().stream().map(Message::new).iterator();
            }
        }));
    }

    /** The weights that updates are made on: a run that resumes goes on from them, digit for digit. */
    private JavaRDD<WeightShard> master(Policies policies) {
        return context.engine().precision() == Precision.FLOAT32
                ? policies.weights()
                : policies.optimizer().map(shard -> shard.weights(Precision.FLOAT32));
    }

    private List<CheckpointFile> saveMoments(Path folder, JavaRDD<StateShard> state) {
        StoredMoments moments = moments(folder);
        return collect(state.map(shard -> new Message<>(moments.write(shard))));
    }

    private StoredMoments moments(Path folder) {
        List<String> names = context.specs().stream().map(ModelSpec::name).toList();
        return new StoredMoments(hadoop, folder.toString(), names, cut());
    }

    private List<InitialWeights> sources(Path folder, String suffix) {
        List<InitialWeights> sources = new ArrayList<>();
        context.specs()
                .forEach(spec -> sources.add(new StoredWeights(
                        hadoop,
                        new Path(folder, spec.name() + suffix + "/" + StoredWeights.file(spec)).toString(),
                        spec.trained())));
        return List.copyOf(sources);
    }

    private static List<CheckpointFile> collect(JavaRDD<Message<CheckpointFile>> files) {
        return files.collect().stream().map(Message::value).toList();
    }

    private ShardCut cut() {
        return context.cut();
    }

    private JavaRDD<Integer> shards() {
        int count = context.shards();
        return context.spark().parallelize(IntStream.range(0, count).boxed().toList(), count);
    }
}

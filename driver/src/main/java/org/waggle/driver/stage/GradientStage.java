package org.waggle.driver.stage;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.TrainingItemCodec;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.common.recipe.ReferenceRecipe;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.spark.BesideRdd;
import org.waggle.driver.spark.GatherRdd;
import org.waggle.driver.spark.IndexPartitioner;
import org.waggle.driver.spark.Message;
import org.waggle.driver.state.GradientShard;
import org.waggle.driver.state.Handover;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.ReducedShard;
import org.waggle.driver.state.ShardCut;
import org.waggle.driver.state.WeightShard;
import org.waggle.executor.engine.DecoderPolicy;
import org.waggle.executor.engine.GradientAccumulator;
import org.waggle.executor.gradient.GradientWorker;
import org.waggle.executor.policy.OpenPolicy;
import scala.Tuple2;

/**
 * Gradient: every lane computes the gradient of its items and cuts it into shards; the shards are shuffled to who holds
 * them and added in the order of the lanes. A reduce-scatter by Spark's shuffle (BigDL, Dai et al., SoCC 2019).
 */
public final class GradientStage {
    private final RunContext context;

    /** The stage of a run. */
    public GradientStage(RunContext context) {
        this.context = context;
    }

    /**
     * Computes the gradient of one update and waits for it.
     *
     * @param workers how each node computes, [nodes]
     * @param update update within the step, from 0
     * @param reference what the objective compares with
     */
    public Gradient run(
            List<GradientWorker> workers,
            int update,
            Experience experience,
            Policies policies,
            ReferenceRecipe reference) {
        GatherRdd.Lanes lanes = context.lanes();
        int first = update * lanes.nodes() * lanes.perNode();
        return reduce(
                policies,
                handover -> GatherRdd.of(
                        experience.items(),
                        first,
                        policies.withReferenceWeights(),
                        lanes,
                        lane(workers, policies, reference, handover)));
    }

    private LaneWork lane(
            List<GradientWorker> workers, Policies policies, ReferenceRecipe reference, @Nullable Handover handover) {
        return new LaneWork(
                List.copyOf(workers),
                PolicyGather.of(context, "policy", policies.version()),
                PolicyGather.of(context, "reference", policies.referenceVersion()),
                reference instanceof ReferenceRecipe.Base,
                context.cut(),
                context.engine().gradientTransport(),
                handover);
    }

    /**
     * Adds up the parts that lanes compute, by shard, and waits for it.
     *
     * @param policies whose gradient it is; each shard is added where its state is, which the update will want there
     * @param parts makes each lane's part of each shard; given the handover that they are left at, null where they
     *     travel
     */
    public Gradient reduce(
            Policies policies, Function<@Nullable Handover, JavaRDD<Tuple2<Integer, GradientShard>>> parts) {
        Optional<Handover> handover = context.handover();
        JavaRDD<GradientShard> arriving = JavaPairRDD.fromJavaRDD(parts.apply(handover.orElse(null)))
                .partitionBy(new IndexPartitioner(context.shards()))
                .values();
        return sum(BesideRdd.of(policies.optimizer(), arriving), handover);
    }

    private Gradient sum(JavaRDD<GradientShard> arriving, Optional<Handover> handover) {
        ShardCut cut = context.cut();
        JavaRDD<ReducedShard> reduced = arriving.mapPartitionsWithIndex(
                        (shard, arrived) -> reduce(cut, shard, arrived), true)
                // One copy: it lives for an update, and the lanes' parts are there to add again.
                .persist(StorageLevel.MEMORY_AND_DISK());
        List<ReducedShard.Partial> partials = reduced.map(shard -> new Message<>(shard.partial())).collect().stream()
                .map(Message::value)
                .sorted(Comparator.comparingInt(ReducedShard.Partial::index))
                .toList();
        return new Gradient(reduced, partials, handover);
    }

    private static Iterator<ReducedShard> reduce(ShardCut cut, int shard, Iterator<GradientShard> arrived) {
        List<GradientShard> parts = new ArrayList<>();
        arrived.forEachRemaining(parts::add);
        return List.of(ReducedShard.sum(shard, cut.length(shard), parts)).iterator();
    }

    /**
     * The gradient of an update, kept by Spark until closed.
     *
     * @param shards the shards, one a partition
     * @param partials what the driver knows of each, in their order
     * @param handover where the lanes left what was added, if they did
     */
    public record Gradient(
            JavaRDD<ReducedShard> shards, List<ReducedShard.Partial> partials, Optional<Handover> handover)
            implements AutoCloseable {
        /** To be called when the update by this gradient is done. */
        public void spent() {
            handover.ifPresent(Handover::finish);
        }

        @Override
        public void close() {
            shards.unpersist(false);
            shards.rdd().cleanShuffleDependencies(false);
        }
    }

    private record LaneWork(
            List<GradientWorker> workers,
            PolicyGather policy,
            PolicyGather reference,
            boolean comparesWithBase,
            ShardCut cut,
            GradientTransport transport,
            @Nullable Handover handover)
            implements GatherRdd.LaneFunction<ArrowBatch, Tuple2<Integer, GradientShard>> {
        @Override
        public Iterator<Tuple2<Integer, GradientShard>> apply(
                int node, int lane, Iterator<ArrowBatch> work, List<Iterable<WeightShard>> weights) {
            List<TrainingItem> items = new ArrayList<>(Batches.rows(work, TrainingItemCodec::decode));
            if (items.isEmpty()) {
                return List.<Tuple2<Integer, GradientShard>>of().iterator();
            }
            items.sort(Comparator.comparing(TrainingItem::group).thenComparing(item -> item.samples()[0]));
            return policy.use(
                    node,
                    weights.get(0),
                    open -> withReference(node, weights, other -> compute(node, lane, items, open, other)));
        }

        private <R> R withReference(
                int node, List<Iterable<WeightShard>> weights, Function<@Nullable DecoderPolicy, R> work) {
            if (weights.size() > 1) {
                return reference.use(node, weights.get(1), other -> work.apply(other.policy()));
            }
            return comparesWithBase ? reference.useBase(node, base -> work.apply(base.policy())) : work.apply(null);
        }

        private Iterator<Tuple2<Integer, GradientShard>> compute(
                int node, int lane, List<TrainingItem> items, OpenPolicy open, @Nullable DecoderPolicy other) {
            GradientAccumulator gradient = new GradientAccumulator(open.policy());
            // The shards are views of it, which the shuffle writes one after the other, or carries tickets for.
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> release(gradient, task));
            WeightedSums sums = workers.get(node).run(items, gradient, other);
            return cut.shardsOf(node)
                    .map(shard ->
                            new Tuple2<>(shard, Handover.left(handover, shard, part(lane, shard, gradient, sums))))
                    // Not one after the other as they are written: an adapter's gradient needs the policy, open here.
                    .toList()
                    .iterator();
        }

        private GradientShard part(int lane, int shard, GradientAccumulator gradient, WeightedSums sums) {
            FloatBuffer values = gradient.slice(cut.from(shard), cut.from(shard) + cut.length(shard));
            return new GradientShard(lane, values, transport, cut.isFirst(shard) ? sums : new WeightedSums());
        }

        private void release(GradientAccumulator gradient, TaskContext task) {
            if (handover == null || task.isFailed()) {
                gradient.close();
            } else {
                handover.freeing(gradient::close);
            }
        }
    }
}

package org.waggle.driver.stage;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.data.Precision;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.ShardCut;
import org.waggle.driver.state.StateShard;
import org.waggle.driver.state.WeightShard;
import org.waggle.executor.policy.InitialWeights;

/** The state at the beginning of a run or a phase, made shard by shard where it will lie. */
public final class InitialStage {
    private final RunContext context;
    private final UpdateStage updateStage;

    /** The stage of a run. */
    public InitialStage(RunContext context, UpdateStage updateStage) {
        this.context = context;
        this.updateStage = updateStage;
    }

    /** Policies with these weights at version 0, no moments. */
    public Policies fresh(List<InitialWeights> weights) {
        context.describe("initial weights");
        List<InitialWeights> sources = List.copyOf(weights);
        ShardCut cut = context.cut();
        return updateStage.keep(
                0,
                0,
                shards().map(shard -> StateShard.fresh(
                        shard,
                        cut.from(shard),
                        sources.get(cut.node(shard)).read(cut.from(shard), cut.length(shard)))));
    }

    /** The same weights without moments, as a phase begins; the given policies stay. */
    public Policies withoutMoments(Policies policies) {
        context.describe("fresh moments");
        JavaRDD<StateShard> state = policies.optimizer()
                .map(shard -> StateShard.fresh(
                        shard.index(), shard.values().start(), shard.values().weights()));
        return updateStage.keep(policies.version(), 0, state).withReference(policies.reference());
    }

    /** Weights to be kept as a reference policy, of each node. */
    public JavaRDD<WeightShard> reference(List<InitialWeights> weights) {
        List<InitialWeights> sources = List.copyOf(weights);
        ShardCut cut = context.cut();
        List<Precision> precisions = context.precisions();
        return keep(shards().map(shard -> WeightShard.of(
                precisions.get(cut.node(shard)),
                shard,
                cut.from(shard),
                sources.get(cut.node(shard)).read(cut.from(shard), cut.length(shard)))));
    }

    /** A lasting copy of the current weights, to be kept as a reference policy. */
    public JavaRDD<WeightShard> reference(Policies policies) {
        return keep(policies.weights().map(WeightShard::copy));
    }

    private JavaRDD<WeightShard> keep(JavaRDD<WeightShard> weights) {
        context.describe("reference policy");
        weights.persist(context.storage());
        weights.rdd().localCheckpoint();
        weights.count();
        return weights;
    }

    private JavaRDD<Integer> shards() {
        int count = context.shards();
        return context.spark().parallelize(IntStream.range(0, count).boxed().toList(), count);
    }
}

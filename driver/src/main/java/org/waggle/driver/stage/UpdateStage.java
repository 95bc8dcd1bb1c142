package org.waggle.driver.stage;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.storage.StorageLevel;
import org.waggle.common.data.Precision;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.ReducedShard;
import org.waggle.driver.state.ShardCut;
import org.waggle.driver.state.StateShard;
import org.waggle.driver.state.WeightShard;

/**
 * Update: each shard of the gradient meets its shard of the weights, and AdamW makes the next version. The old version
 * is released only when the new one is there.
 */
public final class UpdateStage {
    private static final String CHECKPOINT_ALL = "spark.checkpoint.checkpointAllMarkedAncestors";

    private final RunContext context;

    /** The stage of a run. */
    public UpdateStage(RunContext context) {
        this.context = context;
    }

    /** The next version of all policies; waits for it, and releases the old one. */
    public Policies run(ShardUpdate update, GradientStage.Gradient gradient, Policies policies) {
        context.stop().commit();
        boolean inPlace = context.updatesInPlace();
        FlatMapFunction2<Iterator<ReducedShard>, Iterator<StateShard>, StateShard> step = (reduced, state) -> {
            StateShard shard = state.next();
            ReducedShard slope = reduced.next();
            return List.of(inPlace ? update.applyInPlace(shard, slope) : update.apply(shard, slope))
                    .iterator();
        };
        Policies next = replace(policies, gradient.shards().zipPartitions(policies.optimizer(), step));
        gradient.spent();
        return next;
    }

    /** Policies whose state is the given one, at the next version; the old state is released. */
    private Policies replace(Policies old, JavaRDD<StateShard> state) {
        Policies next = keep(old.version() + 1, old.momentUpdates() + 1, state).withReference(old.reference());
        release(old);
        return next;
    }

    /**
     * Policies at a version whose moments have seen a number of updates, computed and kept by Spark: the state without
     * lineage, the weights once, as they follow from it.
     */
    public Policies keep(long version, long momentUpdates, JavaRDD<StateShard> state) {
        state.persist(context.storage());
        List<Precision> precisions = context.precisions();
        ShardCut cut = context.cut();
        boolean inPlace = context.updatesInPlace();
        JavaRDD<WeightShard> weights = state.map(shard -> {
                    Precision precision = precisions.get(cut.node(shard.index()));
                    return inPlace ? shard.view(precision) : shard.weights(precision);
                })
                .persist(StorageLevel.MEMORY_AND_DISK());
        state.rdd().localCheckpoint();
        context.spark().setLocalProperty(CHECKPOINT_ALL, "true");
        weights.count();
        return new Policies(version, momentUpdates, weights, state, java.util.Optional.empty());
    }

    /** Frees a version that nobody needs any more. */
    public void release(Policies old) {
        old.weights().unpersist(true);
        old.optimizer().unpersist(true);
    }
}

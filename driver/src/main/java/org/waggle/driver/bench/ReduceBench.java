package org.waggle.driver.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.driver.stage.GradientStage;
import org.waggle.driver.stage.InitialStage;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.ShardUpdate;
import org.waggle.driver.stage.UpdateStage;
import org.waggle.driver.state.GradientShard;
import org.waggle.driver.state.Handover;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.ShardCut;
import org.waggle.executor.policy.InitialWeights;
import scala.Tuple2;

/**
 * Gradients of the size of a model, through the run's own stages: each lane's is shuffled by shard, added to the
 * others', and AdamW makes the next weights of the sum. Making them costs next to nothing here.
 *
 * @param context lanes, shards and model
 * @param optimizer settings of AdamW
 */
public record ReduceBench(RunContext context, OptimizerRecipe optimizer) {
    private static final int ROUNDS = 5;
    private static final double NANOS = 1e9;
    /** Gradients of the lanes of this JVM: of zeros, in memory of their own. */
    private static final Map<Integer, FloatBuffer> GRADIENTS = new ConcurrentHashMap<>();

    /** Seconds of reduce and update, the best of five rounds after one that isn't counted. */
    public double seconds() {
        UpdateStage updates = new UpdateStage(context);
        InitialWeights zeros = (from, length) -> new float[length];
        Policies policies = new InitialStage(context, updates).fresh(List.of(zeros));
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            policies = step(updates, policies);
            best = round == 0 ? best : Math.min(best, (System.nanoTime() - start) / NANOS);
        }
        updates.release(policies);
        return best;
    }

    private Policies step(UpdateStage updates, Policies policies) {
        ShardCut cut = context.cut();
        double[] rates = {optimizer.learningRate()};
        ShardUpdate update = ShardUpdate.of(List.of(optimizer), rates, List.of(1.0), cut, context.specs());
        try (GradientStage.Gradient gradient =
                new GradientStage(context).reduce(policies, handover -> parts(cut, handover))) {
            return updates.run(update, gradient, policies);
        }
    }

    private JavaRDD<Tuple2<Integer, GradientShard>> parts(ShardCut cut, @Nullable Handover handover) {
        int lanes = context.engine().lanes();
        GradientTransport transport = context.engine().gradientTransport();
        List<Integer> indices = IntStream.range(0, lanes).boxed().toList();
        return context.spark().parallelize(indices, lanes).flatMap(lane -> lane(lane, cut, transport, handover));
    }

    private static Iterator<Tuple2<Integer, GradientShard>> lane(
            int lane, ShardCut cut, GradientTransport transport, @Nullable Handover handover) {
        FloatBuffer values = GRADIENTS.computeIfAbsent(lane, of -> gradient(cut));
        return cut.shardsOf(0)
                .map(shard -> new Tuple2<>(
                        shard,
                        Handover.left(
                                handover,
                                shard,
                                part(lane, values.slice((int) cut.from(shard), cut.length(shard)), transport))))
                .iterator();
    }

    private static FloatBuffer gradient(ShardCut cut) {
        long size = cut.shardsOf(0).mapToLong(cut::length).sum();
        return ByteBuffer.allocateDirect(Math.toIntExact(size * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static GradientShard part(int lane, FloatBuffer values, GradientTransport transport) {
        return new GradientShard(lane, values, transport, new WeightedSums());
    }
}

package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.TrainingItemCodec;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.recipe.PhaseRecipe.Supervised;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.state.NodeModels;
import org.waggle.driver.state.Policies;
import org.waggle.executor.gradient.DemonstrationWorker;
import org.waggle.executor.policy.TokenizerCache;
import org.waggle.executor.tokenizer.Prompts;

/**
 * Demonstrations of the task, made by the lanes that train on them. The driver makes them too, to count their tokens
 * before the gradient pass: text only, no weights.
 */
final class SupervisedSource implements ExperienceSource {
    private final RunContext context;

    SupervisedSource(RunContext context) {
        this.context = context;
    }

    @Override
    public Experience collect(Step step, Policies policies) {
        Supervised phase = (Supervised) step.phase();
        List<LaneSlice> slices = slices(step, phase.batchSize());
        TrainingPlan plan = new TrainingPlan(context.specs().size(), new java.util.TreeMap<>(), totals(slices));
        context.describe(step.stage("gradient"));
        Demonstrations demonstrations = demonstrations();
        Broadcast<NodeModels> nodes = context.nodes();
        JavaRDD<ArrowBatch> items = context.spark()
                .parallelize(IntStream.range(0, slices.size()).boxed().toList(), slices.size())
                .map(index -> TrainingItemCodec.encode(demonstrations.items(nodes.value(), slices.get(index))));
        return new Experience(items.persist(context.storage()), plan, List.of(), 1, () -> {});
    }

    private Demonstrations demonstrations() {
        return new Demonstrations(context.specs().stream()
                .map(spec -> new DemonstrationWorker(
                        context.recipe().task(), context.seed(), spec.shape().maxPositions()))
                .toList());
    }

    private List<LaneSlice> slices(Step step, int batchSize) {
        int lanes = context.engine().lanes();
        List<LaneSlice> slices = new ArrayList<>();
        for (int node = 0; node < context.specs().size(); node++) {
            for (int lane = 0; lane < lanes; lane++) {
                int from = batchSize * lane / lanes;
                int to = batchSize * (lane + 1) / lanes;
                slices.add(new LaneSlice(step.number(), node, from, to, step.firstProblem()));
            }
        }
        return slices;
    }

    private List<BatchTotals> totals(List<LaneSlice> slices) {
        long[][] sums = new long[context.specs().size()][2];
        Demonstrations demonstrations = demonstrations();
        for (LaneSlice slice : slices) {
            for (TrainingItem item : demonstrations.items(context.nodes().value(), slice)) {
                sums[slice.node()][0]++;
                sums[slice.node()][1] += item.sequences().get(0).trainedTokens();
            }
        }
        return java.util.Arrays.stream(sums)
                .map(sum -> new BatchTotals(sum[0], sum[0], sum[1], 1))
                .toList();
    }

    /** The demonstrations that one lane of a node trains on: places {@code from} to {@code to} of the step's batch. */
    private record LaneSlice(int step, int node, int from, int to, long firstProblem) implements java.io.Serializable {}

    private record Demonstrations(List<DemonstrationWorker> workers) implements java.io.Serializable {
        List<TrainingItem> items(NodeModels nodes, LaneSlice slice) {
            Prompts prompts = TokenizerCache.prompts(nodes.specs().get(slice.node()));
            return IntStream.range(slice.from(), slice.to())
                    .mapToObj(place -> workers.get(slice.node())
                            .item(
                                    prompts,
                                    new GroupId(slice.step(), slice.node(), place),
                                    slice.firstProblem() + place))
                    .toList();
        }
    }
}

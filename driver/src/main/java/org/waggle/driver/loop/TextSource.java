package org.waggle.driver.loop;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.TrainingItemCodec;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.spi.Task;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.state.NodeModels;
import org.waggle.driver.state.Policies;
import org.waggle.executor.gradient.ItemMaker;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.policy.TokenizerCache;
import org.waggle.executor.tokenizer.Prompts;

/**
 * Texts that the task knows, demonstrations or preferences, made into items by the lanes that train on them. The driver
 * makes them too, to count their tokens before the gradient pass: text only, no weights.
 */
final class TextSource implements ExperienceSource {
    private final RunContext context;
    private final BiFunction<RunContext, Integer, ItemMaker> maker;

    /**
     * A source.
     *
     * @param maker how a node's items are made
     */
    TextSource(RunContext context, BiFunction<RunContext, Integer, ItemMaker> maker) {
        this.context = context;
        this.maker = maker;
    }

    @Override
    public Experience collect(Step step, Policies policies) {
        List<LaneSlice> slices = slices(step);
        TrainingPlan plan = new TrainingPlan(context.specs().size(), new TreeMap<>(), totals(slices));
        context.describe(step.stage("gradient"));
        NodeItems nodeItems = nodeItems();
        Broadcast<NodeModels> nodes = context.nodes();
        JavaRDD<ArrowBatch> items = context.spark()
                .parallelize(IntStream.range(0, slices.size()).boxed().toList(), slices.size())
                .map(index -> TrainingItemCodec.encode(nodeItems.items(nodes.value(), slices.get(index))));
        return new Experience(items.persist(context.storage()), plan, List.of(), new TreeMap<>(), 1, () -> {});
    }

    private NodeItems nodeItems() {
        return new NodeItems(context.each(context::task), context.each(node -> maker.apply(context, node)));
    }

    /** The slices of all lanes; empty ones where a node is frozen. */
    private List<LaneSlice> slices(Step step) {
        int lanes = context.engine().lanes();
        List<LaneSlice> slices = new ArrayList<>();
        for (int node = 0; node < context.specs().size(); node++) {
            boolean trains = context.nodeRecipes().get(node).trains(step.phase());
            int batchSize = trains ? step.phase().problemsPerStep() : 0;
            for (int lane = 0; lane < lanes; lane++) {
                int from = batchSize * lane / lanes;
                int to = batchSize * (lane + 1) / lanes;
                slices.add(new LaneSlice(step.number(), node, from, to, step.firstProblem()));
            }
        }
        return slices;
    }

    private List<BatchTotals> totals(List<LaneSlice> slices) {
        long[][] sums = new long[context.specs().size()][3];
        NodeItems nodeItems = nodeItems();
        for (LaneSlice slice : slices) {
            for (TrainingItem item : nodeItems.items(context.nodes().value(), slice)) {
                sums[slice.node()][0]++;
                sums[slice.node()][1] += item.sequences().size();
                sums[slice.node()][2] += item.trainedTokens();
            }
        }
        return Arrays.stream(sums)
                .map(sum -> new BatchTotals(sum[0], sum[1], sum[2], 1))
                .toList();
    }

    /** The problems that one lane of a node trains on: places {@code from} to {@code to} of the step's batch. */
    private record LaneSlice(int step, int node, int from, int to, long firstProblem) implements Serializable {}

    private record NodeItems(List<Guarded<Task>> tasks, List<ItemMaker> makers) implements Serializable {
        List<TrainingItem> items(NodeModels nodes, LaneSlice slice) {
            Prompts prompts = TokenizerCache.prompts(nodes.specs().get(slice.node()));
            return tasks.get(slice.node())
                    .askEach(
                            IntStream.range(slice.from(), slice.to()).boxed().toList(),
                            place -> "training problem " + (slice.firstProblem() + place),
                            (any, place) -> makers.get(slice.node())
                                    .item(
                                            prompts,
                                            new GroupId(slice.step(), slice.node(), place),
                                            slice.firstProblem() + place));
        }
    }
}

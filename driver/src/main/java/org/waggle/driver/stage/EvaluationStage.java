package org.waggle.driver.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.GroupCodec;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.StepContext;
import org.waggle.driver.spark.Message;
import org.waggle.driver.state.Policies;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.rollout.RolloutRequest;
import org.waggle.executor.rollout.RolloutWorker;
import org.waggle.executor.sampler.PlainSampler;
import org.waggle.executor.score.ChannelWorker;
import org.waggle.executor.score.EvaluationWorker;
import org.waggle.executor.score.EvaluationWorker.Measured;

/**
 * Evaluation: held-out problems sampled as in training, judged and measured where the completions are; the driver gets
 * numbers.
 */
public final class EvaluationStage {
    /** How many completions a reward failed on, which were left out; absent if none. */
    public static final String DROPPED = "dropped";

    private final RunContext context;
    private final RolloutStage rolloutStage;

    /** The stage of a run. */
    public EvaluationStage(RunContext context) {
        this.context = context;
        this.rolloutStage = new RolloutStage(context);
    }

    /**
     * Measures every node's policy with every evaluator of the recipe, all nodes on the same problems.
     *
     * @param step number of the step that it happens after; keys the draws
     * @return EVALUATOR/METRIC → measurement, of each node, [nodes]
     */
    public List<SortedMap<String, Measurement>> run(int step, Policies policies) {
        List<SortedMap<String, Measurement>> all = context.each(node -> new TreeMap<>());
        context.recipe().evaluators().forEach((name, evaluator) -> {
            context.describe("step %d · evaluate %s".formatted(step, name));
            List<Measured> problems = measure(step, name, evaluator, policies);
            for (int node = 0; node < all.size(); node++) {
                int own = node;
                measurements(problems.stream()
                                .filter(problem -> problem.group().node() == own)
                                .toList())
                        .forEach((metric, measurement) -> all.get(own).put(name + "/" + metric, measurement));
            }
        });
        return all;
    }

    private List<Measured> measure(int step, String name, Evaluator evaluator, Policies policies) {
        Seed seed = context.seed().at("evaluation").at(name);
        int timeout = context.engine().componentTimeoutSeconds();
        RolloutWorker roller = new RolloutWorker(
                context.task(),
                Split.HELD_OUT,
                new Guarded<>("sampler of evaluator " + name, new PlainSampler(evaluator.sampling()), timeout),
                context.seed(),
                seed,
                context.engine().slots());
        ChannelWorker channels = new ChannelWorker(
                new TreeMap<>(context.recipe().rewards()),
                timeout,
                context.recipe().failedRewards(),
                StepContext.single(seed));
        return fold(
                rolloutStage.run(context.each(node -> roller), requests(step, evaluator), policies),
                new EvaluationWorker(new Guarded<>("evaluator " + name, evaluator, timeout), channels));
    }

    private static List<Measured> fold(JavaRDD<ArrowBatch> rollouts, EvaluationWorker worker) {
        List<Measured> problems = new ArrayList<>();
        rollouts.mapPartitions(batches -> List.of(
                                new Message<>(worker.measure(Batches.rows(batches, GroupCodec::decode))))
                        .iterator())
                .collect()
                .forEach(message -> problems.addAll(message.value()));
        rollouts.rdd().cleanShuffleDependencies(false);
        problems.sort(Comparator.comparing(Measured::group));
        return problems;
    }

    private static SortedMap<String, Measurement> measurements(List<Measured> problems) {
        SortedMap<String, Measurement> measured =
                Measurement.over(problems.stream().map(Measured::metrics).toList());
        int dropped = problems.stream().mapToInt(Measured::dropped).sum();
        if (dropped > 0) {
            measured.put(DROPPED, new Measurement(dropped, 0));
        }
        return measured;
    }

    private List<RolloutRequest> requests(int step, Evaluator evaluator) {
        long problems = Math.min(evaluator.problems(), context.recipe().task().size(Split.HELD_OUT));
        List<RolloutRequest> requests = new ArrayList<>();
        for (int node = 0; node < context.specs().size(); node++) {
            for (int i = 0; i < problems; i++) {
                requests.add(new RolloutRequest(new GroupId(step, node, i), i, 0, evaluator.samples(), 0));
            }
        }
        return requests;
    }
}

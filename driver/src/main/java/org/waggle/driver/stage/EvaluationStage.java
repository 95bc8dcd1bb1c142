package org.waggle.driver.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Scores;
import org.waggle.common.data.Split;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.Evaluator.Measurement;
import org.waggle.driver.state.Policies;
import org.waggle.executor.rollout.RolloutRequest;
import org.waggle.executor.rollout.RolloutWorker;
import org.waggle.executor.sampler.PlainSampler;
import org.waggle.executor.score.ScoreWorker;

/** Evaluation: held-out problems through the same rollout and score stages as training. */
public final class EvaluationStage {
    private final RunContext context;
    private final RolloutStage rolloutStage;
    private final ScoreStage scoreStage;

    /** The stage of a run. */
    public EvaluationStage(RunContext context) {
        this.context = context;
        this.rolloutStage = new RolloutStage(context);
        this.scoreStage = new ScoreStage(context);
    }

    /**
     * Measures the first node's policy with every evaluator of the recipe.
     *
     * @param step number of the step that it happens after; keys the draws
     * @return EVALUATOR/METRIC → measurement
     */
    public SortedMap<String, Measurement> run(int step, Policies policies) {
        SortedMap<String, Measurement> all = new TreeMap<>();
        context.recipe().evaluators().forEach((name, evaluator) -> {
            context.describe("step %d · evaluate %s".formatted(step, name));
            measure(step, name, evaluator, policies)
                    .forEach((metric, measurement) -> all.put(name + "/" + metric, measurement));
        });
        return all;
    }

    private SortedMap<String, Measurement> measure(int step, String name, Evaluator evaluator, Policies policies) {
        RolloutWorker worker = new RolloutWorker(
                context.recipe().task(),
                Split.HELD_OUT,
                new PlainSampler(evaluator.sampling()),
                context.seed(),
                context.seed().at("evaluation").at(name),
                context.engine().slots());
        ScoreWorker scorer = new ScoreWorker(
                new TreeMap<>(context.recipe().rewards()),
                new SumOfChannels(),
                context.engine().rewardTimeoutSeconds());
        JavaRDD<ArrowBatch> rollouts = rolloutStage.run(worker, requests(step, evaluator), policies);
        try (ScoreStage.Scored scored = scoreStage.run(scorer, rollouts)) {
            return evaluator.measure(scored.summaries());
        }
    }

    private List<RolloutRequest> requests(int step, Evaluator evaluator) {
        long problems = Math.min(evaluator.problems(), context.recipe().task().size(Split.HELD_OUT));
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < problems; i++) {
            requests.add(new RolloutRequest(new GroupId(step, 0, i), i, 0, evaluator.samples(), 0));
        }
        return requests;
    }

    /** What evaluators see as the reward; they go by channels. */
    private record SumOfChannels() implements Composer {
        @Override
        public double[] compose(Group group, SortedMap<String, Scores> channels) {
            double[] sum = new double[group.size()];
            for (Scores scores : channels.values()) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += scores.values()[i];
                }
            }
            return sum;
        }
    }
}

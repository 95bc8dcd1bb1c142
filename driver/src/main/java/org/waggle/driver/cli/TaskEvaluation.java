package org.waggle.driver.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.recipe.TaskRecipe;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.StepContext;
import org.waggle.driver.stage.Measurement;
import org.waggle.executor.evaluator.Together;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.policy.OpenPolicy;
import org.waggle.executor.rollout.RolloutRequest;
import org.waggle.executor.rollout.RolloutWorker;
import org.waggle.executor.sampler.PlainSampler;
import org.waggle.executor.score.ChannelWorker;
import org.waggle.executor.score.EvaluationWorker;

/**
 * Measures a model on a task in this process, some problems at a time.
 *
 * @param recipe problems, and who judges
 * @param evaluator what is measured
 * @param seed of problems and draws
 */
record TaskEvaluation(TaskRecipe recipe, Together evaluator, Seed seed) {
    private static final int TIMEOUT_SECONDS = 60;
    private static final int SLOTS = 32;
    private static final int AT_ONCE = 32;

    /**
     * Metric → measurement.
     *
     * @param progress told how many problems are done
     */
    SortedMap<String, Measurement> of(OpenPolicy policy, IntConsumer progress) {
        RolloutWorker roller = roller();
        EvaluationWorker judge = judge();
        List<SortedMap<String, Double>> measured = new ArrayList<>();
        for (int from = 0; from < evaluator.problems(); from += AT_ONCE) {
            judge.measure(roller.run(policy, 0, requests(from))).forEach(problem -> measured.add(problem.metrics()));
            progress.accept(measured.size());
        }
        return Measurement.over(measured);
    }

    /** The held-out problems; those of a dataset that holds none out are all meant. */
    static Split split(TaskRecipe recipe) {
        return recipe.task().size(Split.HELD_OUT) > 0 ? Split.HELD_OUT : Split.TRAIN;
    }

    /** The problems that are measured on. */
    static List<Problem> problems(TaskRecipe recipe, int count, Seed seed) {
        Split split = split(recipe);
        return Guarded.of(recipe.task(), TIMEOUT_SECONDS)
                .askEach(
                        LongStream.range(0, count).boxed().toList(),
                        index -> "problem " + index,
                        (it, index) -> it.problem(seed, split, index));
    }

    private List<RolloutRequest> requests(int from) {
        return IntStream.range(from, Math.min(from + AT_ONCE, evaluator.problems()))
                .mapToObj(i -> new RolloutRequest(new GroupId(1, 0, i), i, 0, evaluator.samples(), 0))
                .toList();
    }

    private RolloutWorker roller() {
        return new RolloutWorker(
                Guarded.of(recipe.task(), TIMEOUT_SECONDS),
                split(recipe),
                new Guarded<>("sampler", new PlainSampler(evaluator.sampling()), TIMEOUT_SECONDS),
                seed,
                seed.at("evaluation"),
                SLOTS);
    }

    private EvaluationWorker judge() {
        Guarded<Evaluator> guarded = new Guarded<>("evaluator", evaluator, TIMEOUT_SECONDS);
        return new EvaluationWorker(
                guarded, new ChannelWorker(recipe.channels(), TIMEOUT_SECONDS, StepContext.single(seed)));
    }
}

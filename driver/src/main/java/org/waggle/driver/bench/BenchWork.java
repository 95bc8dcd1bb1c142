package org.waggle.driver.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.recipe.Recipe;
import org.waggle.executor.engine.DecoderPolicy;
import org.waggle.executor.engine.GradientAccumulator;
import org.waggle.executor.engine.LaneTimer;
import org.waggle.executor.gradient.GradientWorker;
import org.waggle.executor.guard.Guarded;

/**
 * What a step of a recipe gives its gradient lanes, with tokens of no meaning: every lane trains on as many groups, by
 * the workers, micro-batches and objective that training has.
 *
 * @param groups groups of a lane
 * @param samples completions of a group
 * @param completionTokens length of a completion
 * @param worker computes gradients
 */
public record BenchWork(int groups, int samples, int completionTokens, GradientWorker worker) {
    /** What the chat template makes of a short question. */
    static final int PROMPT_TOKENS = 46;

    /** The work of a recipe's only phase, whose completions all have the full length. */
    public static BenchWork of(Recipe recipe) {
        Reinforcement phase = (Reinforcement) recipe.phases().get(0);
        int samples = phase.allocator().sizeOfEveryGroup().orElseThrow();
        int tokens = phase.sampler().settings().maxTokens();
        long sequences = (long) phase.problems() * samples;
        return new BenchWork(
                phase.problems() / recipe.engine().lanes(),
                samples,
                tokens,
                new GradientWorker(
                        Guarded.of(
                                "objective",
                                phase.objective(),
                                phase.name(),
                                recipe.engine().componentTimeoutSeconds()),
                        new BatchTotals(sequences, sequences, sequences * tokens, tokens),
                        phase.sampler().settings().temperature(),
                        recipe.engine().microBatchTokens(),
                        GradientWorker.Ratios.ON_POLICY,
                        null));
    }

    /**
     * Tokens a second of lanes side by side: those that have to be computed, a prompt once for its group and of each
     * completion all but the last.
     */
    double tokensPerSecond(DecoderPolicy policy, LaneTimer timer) {
        List<TrainingItem> items = items(policy.shape().vocabulary());
        double seconds = timer.seconds(() -> {
            try (GradientAccumulator gradient = new GradientAccumulator(policy)) {
                worker.run(items, gradient, null);
            }
        });
        return timer.lanes() * tokens() / seconds;
    }

    /** Tokens of a lane that the head scores. */
    long scored() {
        return (long) groups * samples * completionTokens;
    }

    /** Tokens that a lane has to compute. */
    long tokens() {
        return (long) groups * (PROMPT_TOKENS + (long) samples * (completionTokens - 1));
    }

    private List<TrainingItem> items(int vocabulary) {
        return IntStream.range(0, groups * samples)
                .mapToObj(item -> item(item / samples, item % samples, vocabulary))
                .toList();
    }

    private TrainingItem item(int group, int sample, int vocabulary) {
        float[] advantage = new float[completionTokens];
        Arrays.fill(advantage, sample % 2 == 0 ? 1 : -1);
        boolean[] trained = new boolean[completionTokens];
        Arrays.fill(trained, true);
        TrainingSequence sequence = new TrainingSequence(
                ids(group, PROMPT_TOKENS, vocabulary),
                ids(1 + sample, completionTokens, vocabulary),
                new float[completionTokens],
                advantage,
                trained);
        return new TrainingItem(new GroupId(1, 0, group), new int[] {sample}, List.of(sequence), 1, 1);
    }

    private static int[] ids(int first, int count, int vocabulary) {
        return IntStream.range(0, count)
                .map(place -> (31 * first + 7 * place) % vocabulary)
                .toArray();
    }
}

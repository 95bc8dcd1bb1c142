package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.waggle.executor.objective.Aggregation.FIXED_LENGTH_MEAN;
import static org.waggle.executor.objective.Aggregation.SEQUENCE_MEAN;
import static org.waggle.executor.objective.Aggregation.TOKEN_MEAN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.Completion;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Origin;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.SequenceAdvantage;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.Examples;
import org.waggle.executor.LocalBatch;
import org.waggle.executor.advantage.TopEntropyTokens;
import org.waggle.executor.objective.ClippedRatio;
import org.waggle.executor.objective.ClippedSequenceRatio;
import org.waggle.executor.objective.ClippedWeight;
import org.waggle.executor.objective.EntropyBonus;
import org.waggle.executor.objective.SoftClippedRatio;
import org.waggle.executor.objective.TwoSidedClip;

/** Losses, metrics and gradients of a whole model against TRL, whose padding is stripped here. */
class GoldenObjectivesTest {
    private static final int MAX_TOKENS = 14;
    private static final List<String> MODELS = List.of("llama-tied", "qwen3");

    private static final Map<String, String> METRICS = Map.of(
            "clip_ratio/low_mean", "clip_ratio/low_mean",
            "clip_ratio/high_mean", "clip_ratio/high_mean",
            "cispo_clip_ratio", "clip_ratio/high_mean",
            "entropy", "entropy",
            "kl", "kl");

    static Stream<Arguments> objectives() {
        return MODELS.stream()
                .flatMap(model -> Stream.of(
                        Arguments.of(model, "grpo", new ClippedRatio(SEQUENCE_MEAN, 0.2, 0.2, 0)),
                        Arguments.of(model, "bnpo", new ClippedRatio(TOKEN_MEAN, 0.2, 0.2, 0)),
                        Arguments.of(model, "dr_grpo", new ClippedRatio(FIXED_LENGTH_MEAN, 0.2, 0.2, 0)),
                        Arguments.of(model, "dapo", new ClippedRatio(TOKEN_MEAN, 0.2, 0.28, 0)),
                        Arguments.of(model, "grpo-kl", new ClippedRatio(SEQUENCE_MEAN, 0.2, 0.2, 0.04)),
                        Arguments.of(model, "grpo-delta", new TwoSidedClip(SEQUENCE_MEAN, 0.2, 0.2, 1.15, 0)),
                        Arguments.of(model, "cispo", new ClippedWeight(TOKEN_MEAN, 1.1, 0)),
                        Arguments.of(model, "gspo", new ClippedSequenceRatio(SEQUENCE_MEAN, 0.02, 0.03, 0)),
                        Arguments.of(model, "sapo-soft", new SoftClippedRatio(SEQUENCE_MEAN, 1, 1.05, 0)),
                        Arguments.of(
                                model,
                                "entropy",
                                new EntropyBonus(new ClippedRatio(TOKEN_MEAN, 0.2, 0.2, 0), 0.01, TOKEN_MEAN))));
    }

    static Stream<String> models() {
        return MODELS.stream();
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void lossMetricsAndGradientsAreThoseOfTrl(String model, String name, Objective objective) {
        Golden golden = Golden.of(model, name);
        Batch batch = Batch.of(golden.tensors());
        try (DecoderPolicy policy = Policies.golden("models/" + model + "/")) {
            WeightedSums sums = assertDescent(golden, policy, batch, objective);
            METRICS.forEach((metric, ours) -> {
                JsonNode expected = golden.values().get(metric);
                if (expected != null) {
                    assertThat(Objects.requireNonNull(sums.means().get(ours), ours))
                            .as(metric)
                            .isCloseTo(expected.doubleValue(), within(1e-5));
                }
            });
        }
    }

    /** TRL masks the loss of the other tokens, we take their advantage: the shares that are clipped aren't compared. */
    @ParameterizedTest
    @MethodSource("models")
    void topEntropyTokensAreThoseOfTrl(String model) {
        Golden golden = Golden.of(model, "top-entropy-tokens");
        Batch batch = Batch.of(golden.tensors());
        try (DecoderPolicy policy = Policies.golden("models/" + model + "/")) {
            ScoredGroup group = batch.scored(policy.score(batch.tokens(), 1));
            float[][] advantages = new TopEntropyTokens(0.2, (SequenceAdvantage) rewards -> rewards)
                    .fittedTo(new LocalBatch(List.of(group)), Examples.CONTEXT)
                    .estimate(group);
            assertDescent(golden, policy, batch.with(advantages), new ClippedRatio(TOKEN_MEAN, 0.2, 0.2, 0));
        }
    }

    private static WeightedSums assertDescent(Golden golden, DecoderPolicy policy, Batch batch, Objective objective) {
        try (GradientAccumulator gradient = new GradientAccumulator(policy)) {
            Descent descent = new Descent(batch, objective);
            gradient.add(batch.tokens(), 1, descent);
            double expected = golden.values().get("loss").doubleValue();
            assertThat(descent.loss).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
            GoldenGradients.assertSame(policy, gradient, golden.tensors(), "grad." + golden.name() + ".");
            return descent.sums;
        }
    }

    /** The reference values of one objective. */
    private record Golden(String name, JsonNode values, GoldenTensors tensors) {
        static Golden of(String model, String name) {
            String file = "objectives-" + model;
            return new Golden(
                    name, GoldenTensors.json(file + ".json").get(name), GoldenTensors.open(file + ".safetensors"));
        }
    }

    /** TRL's batch without its padding: what precedes a prompt and what follows a completion. */
    private record Batch(List<int[]> sequences, int[] prompts, List<TokenArrays> known) {
        static Batch of(GoldenTensors golden) {
            int rows = golden.shape("batch.prompt_ids")[0];
            List<int[]> sequences = new ArrayList<>();
            int[] prompts = new int[rows];
            List<TokenArrays> known = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                int[] prompt = unpadded(golden, "batch.prompt", row);
                int[] completion = unpadded(golden, "batch.completion", row);
                int[] sequence = Arrays.copyOf(prompt, prompt.length + completion.length);
                System.arraycopy(completion, 0, sequence, prompt.length, completion.length);
                sequences.add(sequence);
                prompts[row] = prompt.length;
                known.add(known(golden, row, completion.length));
            }
            return new Batch(sequences, prompts, known);
        }

        TokenBatch tokens() {
            return TokenBatch.of(sequences, prompts);
        }

        BatchTotals totals() {
            long tokens = known.stream().mapToLong(TokenArrays::length).sum();
            return new BatchTotals(known.size(), known.size(), tokens, MAX_TOKENS);
        }

        /** The sequences as completions of one problem, with the entropies of the policy and advantages for rewards. */
        ScoredGroup scored(TokenScores scores) {
            List<Completion> completions = new ArrayList<>();
            double[] rewards = new double[known.size()];
            int from = 0;
            for (int row = 0; row < rewards.length; row++) {
                int length = known.get(row).length();
                float[] entropy = Arrays.copyOfRange(scores.entropy(), from, from + length);
                completions.add(new Completion(
                        row,
                        new int[length],
                        "",
                        TokenTrace.sampled(new float[length], new float[length], entropy),
                        StopReason.LENGTH,
                        Origin.PROMPT,
                        Map.of()));
                rewards[row] = known.get(row).advantage()[0];
                from += length;
            }
            return new ScoredGroup(Examples.group(Examples.PROBLEM).with(completions), Map.of(), rewards);
        }

        Batch with(float[][] advantages) {
            List<TokenArrays> others = new ArrayList<>();
            for (TokenArrays row : known) {
                others.add(new TokenArrays(
                        row.logp(),
                        row.oldLogp(),
                        row.refLogp(),
                        row.entropy(),
                        advantages[others.size()],
                        row.trained()));
            }
            return new Batch(sequences, prompts, others);
        }

        private static int[] unpadded(GoldenTensors golden, String name, int row) {
            int columns = golden.shape(name + "_ids")[1];
            int[] ids = golden.longs(name + "_ids");
            int[] mask = golden.longs(name + "_mask");
            return IntStream.range(row * columns, (row + 1) * columns)
                    .filter(i -> mask[i] == 1)
                    .map(i -> ids[i])
                    .toArray();
        }

        /** What is known before the forward pass; logp and entropy are not. */
        private static TokenArrays known(GoldenTensors golden, int row, int length) {
            float[] advantage = new float[length];
            Arrays.fill(advantage, golden.floats("batch.advantages")[row]);
            boolean[] trained = new boolean[length];
            Arrays.fill(trained, true);
            return new TokenArrays(
                    new float[length],
                    start(golden, "batch.old_per_token_logps", row, length),
                    start(golden, "batch.ref_per_token_logps", row, length),
                    new float[length],
                    advantage,
                    trained);
        }

        private static float[] start(GoldenTensors golden, String name, int row, int length) {
            int columns = golden.shape(name)[1];
            return Arrays.copyOfRange(golden.floats(name), row * columns, row * columns + length);
        }
    }

    /** Each row of the batch is an item of its own. */
    private static final class Descent implements TokenLoss {
        private final Batch batch;
        private final Objective objective;
        private final WeightedSums sums = new WeightedSums();
        private double loss;

        Descent(Batch batch, Objective objective) {
            this.batch = batch;
            this.objective = objective;
        }

        @Override
        public TokenDerivatives at(TokenScores scores) {
            TokenDerivatives all =
                    new TokenDerivatives(new float[scores.logp().length], new float[scores.logp().length]);
            int from = 0;
            for (TokenArrays known : batch.known()) {
                int length = known.length();
                TokenArrays row = new TokenArrays(
                        Arrays.copyOfRange(scores.logp(), from, from + length),
                        known.oldLogp(),
                        known.refLogp(),
                        Arrays.copyOfRange(scores.entropy(), from, from + length),
                        known.advantage(),
                        known.trained());
                TrainingItem item = new TrainingItem(new GroupId(1, 0, 0), new int[1], List.of(), 1, 1);
                ItemLoss itemLoss = objective.loss(item, List.of(row), batch.totals());
                loss += itemLoss.loss();
                sums.add(itemLoss.sums());
                System.arraycopy(itemLoss.derivatives().get(0).logp(), 0, all.logp(), from, length);
                System.arraycopy(itemLoss.derivatives().get(0).entropy(), 0, all.entropy(), from, length);
                from += length;
            }
            return all;
        }
    }
}

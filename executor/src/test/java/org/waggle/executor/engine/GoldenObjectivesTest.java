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
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.objective.ClippedRatio;
import org.waggle.executor.objective.ClippedSequenceRatio;
import org.waggle.executor.objective.ClippedWeight;
import org.waggle.executor.objective.EntropyBonus;
import org.waggle.executor.objective.SoftClippedRatio;
import org.waggle.executor.objective.TwoSidedClip;

/** Losses, metrics and gradients of a whole model against TRL, whose padding is stripped here. */
class GoldenObjectivesTest {
    private static final int MAX_TOKENS = 14;
    private static final GoldenTensors GOLDEN = GoldenTensors.open("objectives-llama-tied.safetensors");
    private static final JsonNode VALUES = GoldenTensors.json("objectives-llama-tied.json");

    private static final Map<String, String> METRICS = Map.of(
            "clip_ratio/low_mean", "clip_ratio/low_mean",
            "clip_ratio/high_mean", "clip_ratio/high_mean",
            "cispo_clip_ratio", "clip_ratio/high_mean",
            "entropy", "entropy",
            "kl", "kl");

    static Stream<Arguments> objectives() {
        return Stream.of(
                Arguments.of("grpo", new ClippedRatio(SEQUENCE_MEAN, 0.2, 0.2, 0)),
                Arguments.of("bnpo", new ClippedRatio(TOKEN_MEAN, 0.2, 0.2, 0)),
                Arguments.of("dr_grpo", new ClippedRatio(FIXED_LENGTH_MEAN, 0.2, 0.2, 0)),
                Arguments.of("dapo", new ClippedRatio(TOKEN_MEAN, 0.2, 0.28, 0)),
                Arguments.of("grpo-kl", new ClippedRatio(SEQUENCE_MEAN, 0.2, 0.2, 0.04)),
                Arguments.of("grpo-delta", new TwoSidedClip(SEQUENCE_MEAN, 0.2, 0.2, 1.15, 0)),
                Arguments.of("cispo", new ClippedWeight(TOKEN_MEAN, 1.1, 0)),
                Arguments.of("gspo", new ClippedSequenceRatio(SEQUENCE_MEAN, 0.02, 0.03, 0)),
                Arguments.of("sapo-soft", new SoftClippedRatio(SEQUENCE_MEAN, 1, 1.05, 0)),
                Arguments.of("entropy", new EntropyBonus(new ClippedRatio(TOKEN_MEAN, 0.2, 0.2, 0), 0.01, TOKEN_MEAN)));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void lossMetricsAndGradientsAreThoseOfTrl(String name, Objective objective) {
        Batch batch = Batch.golden();
        try (DecoderPolicy policy = Policies.golden();
                GradientAccumulator gradient = new GradientAccumulator(policy)) {
            Descent descent = new Descent(batch, objective);
            gradient.add(batch.tokens(), 1, descent);
            double expected = VALUES.get(name).get("loss").doubleValue();
            assertThat(descent.loss).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
            assertMetrics(name, descent.sums);
            GoldenGradients.assertSame(policy, gradient, GOLDEN, "grad." + name + ".");
        }
    }

    private static void assertMetrics(String name, WeightedSums sums) {
        METRICS.forEach((metric, ours) -> {
            JsonNode expected = VALUES.get(name).get(metric);
            if (expected != null) {
                assertThat(Objects.requireNonNull(sums.means().get(ours), ours))
                        .as(metric)
                        .isCloseTo(expected.doubleValue(), within(1e-5));
            }
        });
    }

    /** TRL's batch without its padding: what precedes a prompt and what follows a completion. */
    private record Batch(List<int[]> sequences, int[] prompts, List<TokenArrays> known) {
        static Batch golden() {
            int rows = GOLDEN.shape("batch.prompt_ids")[0];
            List<int[]> sequences = new ArrayList<>();
            int[] prompts = new int[rows];
            List<TokenArrays> known = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                int[] prompt = unpadded("batch.prompt", row);
                int[] completion = unpadded("batch.completion", row);
                int[] sequence = Arrays.copyOf(prompt, prompt.length + completion.length);
                System.arraycopy(completion, 0, sequence, prompt.length, completion.length);
                sequences.add(sequence);
                prompts[row] = prompt.length;
                known.add(known(row, completion.length));
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

        private static int[] unpadded(String name, int row) {
            int columns = GOLDEN.shape(name + "_ids")[1];
            int[] ids = GOLDEN.longs(name + "_ids");
            int[] mask = GOLDEN.longs(name + "_mask");
            return IntStream.range(row * columns, (row + 1) * columns)
                    .filter(i -> mask[i] == 1)
                    .map(i -> ids[i])
                    .toArray();
        }

        /** What is known before the forward pass; logp and entropy are not. */
        private static TokenArrays known(int row, int length) {
            float[] advantage = new float[length];
            Arrays.fill(advantage, GOLDEN.floats("batch.advantages")[row]);
            boolean[] trained = new boolean[length];
            Arrays.fill(trained, true);
            return new TokenArrays(
                    new float[length],
                    start("batch.old_per_token_logps", row, length),
                    start("batch.ref_per_token_logps", row, length),
                    new float[length],
                    advantage,
                    trained);
        }

        private static float[] start(String name, int row, int length) {
            int columns = GOLDEN.shape(name)[1];
            return Arrays.copyOfRange(GOLDEN.floats(name), row * columns, row * columns + length);
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

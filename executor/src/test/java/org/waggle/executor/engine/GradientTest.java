package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.Precision;
import org.waggle.common.failure.RunException;

/** The backward pass. */
class GradientTest {
    private static final double TEMPERATURE = 0.8;
    private static final double STEP = 4e-3;

    static List<DecoderShape> shapes() {
        return List.of(
                new DecoderShape(11, 12, 10, 2, 2, 2, 6, 32, 10000, 1e-5, true),
                new DecoderShape(11, 12, 10, 2, 4, 2, 4, 32, 10000, 1e-5, false),
                new DecoderShape(9, 8, 6, 1, 4, 1, 10, 32, 500, 1e-6, false),
                Policies.EVERYTHING);
    }

    /** Along random directions within each parameter: d loss = gradient · direction, by central differences. */
    @ParameterizedTest
    @MethodSource("shapes")
    void gradientOfEveryParameterIsThatOfFiniteDifferences(DecoderShape shape) {
        float[] weights = Policies.randomValues(shape, 0.4);
        float[] gradient = gradient(shape, weights);
        for (ParameterLayout.Parameter parameter : ParameterLayout.of(shape).parameters()) {
            int from = (int) parameter.offset();
            int to = (int) (from + parameter.size());
            double norm = norm(gradient, from, to);
            assertThat(norm).as(parameter.name()).isPositive();
            double expected = 0;
            float[] up = weights.clone();
            float[] down = weights.clone();
            for (int i = from; i < to; i++) {
                // The gradient's own direction, mixed with alternating signs so that a wrong sign or place shows.
                double direction = gradient[i] / norm + (i % 2 == 0 ? 0.3 : -0.3) / Math.sqrt(to - from);
                expected += gradient[i] * direction;
                up[i] += (float) (STEP * direction);
                down[i] -= (float) (STEP * direction);
            }
            double actual = (loss(shape, up) - loss(shape, down)) / (2 * STEP);
            assertThat(actual).as(parameter.name()).isCloseTo(expected, within(2e-3 * Math.max(norm, 0.05)));
        }
    }

    @Test
    void supervisedLossAndGradientNormAreThoseOfTheReferenceTraining() {
        JsonNode step = GoldenTensors.json("adamw-llama-tied.json").get("steps").get(0);
        int start = GoldenTensors.json("adamw-llama-tied.json").get("start").intValue();
        GoldenTensors golden = GoldenTensors.open("adamw-llama-tied.safetensors");
        int[] shape = golden.shape("ids");
        TokenBatch batch = rows(golden.longs("ids"), shape[0], shape[1], start);
        try (DecoderPolicy policy = Policies.golden();
                GradientAccumulator sum = new GradientAccumulator(policy)) {
            float[] loss = new float[1];
            sum.add(batch, 1, scores -> {
                loss[0] = mean(scores.logp());
                float[] derivative = new float[batch.scored()];
                Arrays.fill(derivative, -1f / batch.scored());
                return new TokenDerivatives(derivative, new float[batch.scored()]);
            });
            float[] gradient = Policies.floats(sum.slice(0, policy.layout().size()));
            assertThat(-loss[0]).isCloseTo(step.get("loss").floatValue(), within(1e-4f));
            assertThat(norm(gradient, 0, gradient.length))
                    .isCloseTo(step.get("grad_norm").doubleValue(), within(1e-4));
        }
    }

    @Test
    void gradientsOfBatchesAddUpAndResetStartsAgain() {
        DecoderShape shape = shapes().get(0);
        float[] once = gradient(shape, Policies.randomValues(shape, 0.4));
        try (DecoderPolicy policy = Policies.random(shape, 0.4);
                GradientAccumulator sum = new GradientAccumulator(policy)) {
            sum.add(batch(), TEMPERATURE, GradientTest::derivatives);
            sum.add(batch(), TEMPERATURE, GradientTest::derivatives);
            float[] twice = Policies.floats(sum.slice(0, once.length));
            for (int i = 0; i < once.length; i++) {
                assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-6f * Math.max(1, Math.abs(once[i]))));
            }
            assertThat(Policies.floats(sum.slice(3, 5))).containsExactly(twice[3], twice[4]);
            sum.reset();
            assertThat(Policies.floats(sum.slice(0, 8))).containsOnly(0);
        }
    }

    @Test
    void scoresWithoutGradientsHaveTheSameBits() {
        try (DecoderPolicy policy = Policies.random(shapes().get(1), 0.4);
                GradientAccumulator sum = new GradientAccumulator(policy)) {
            TokenScores trained = sum.add(batch(), TEMPERATURE, GradientTest::derivatives);
            TokenScores scored = policy.score(batch(), TEMPERATURE);
            assertThat(scored.logp()).isEqualTo(trained.logp());
            assertThat(scored.entropy()).isEqualTo(trained.entropy());
        }
    }

    /** Roots of unequal length with branches of unequal length, some of a single token, and a sequence of its own. */
    @ParameterizedTest
    @MethodSource("shapes")
    void aSharedPromptHasTheGradientOfARepeatedOne(DecoderShape shape) {
        List<TokenBatch.Family> shared = families();
        List<TokenBatch.Family> repeated = shared.stream()
                .flatMap(family -> family.completions().stream()
                        .map(completion -> new TokenBatch.Family(family.prompt(), List.of(completion))))
                .toList();
        float[] weights = Policies.randomValues(shape, 0.4);
        float[] expected = gradient(shape, weights, TokenBatch.of(repeated), Activations.KEPT);
        float[] actual = gradient(shape, weights, TokenBatch.of(shared), Activations.KEPT);
        double norm = norm(expected, 0, expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within((float) (1e-6 * norm)));
        }
    }

    /** Rows as long as this one are left to libtorch's fused attention, and with it all others of the batch. */
    @ParameterizedTest
    @MethodSource("shapes")
    void aLongRowBesideThemChangesNothing(DecoderShape shape) {
        List<TokenBatch.Family> longToo = new ArrayList<>(families());
        longToo.add(new TokenBatch.Family(new int[4 * shape.headSize() + 1], List.of(new int[] {1})));
        float[] weights = Policies.randomValues(shape, 0.4);
        float[] expected = gradient(shape, weights, TokenBatch.of(families()), Activations.KEPT);
        float[] actual = gradient(shape, weights, TokenBatch.of(longToo), Activations.KEPT, scores -> {
            TokenDerivatives all = derivatives(scores);
            int last = all.logp().length - 1;
            all.logp()[last] = 0;
            all.entropy()[last] = 0;
            return all;
        });
        double norm = norm(expected, 0, expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within((float) (1e-6 * norm)));
        }
    }

    private static List<TokenBatch.Family> families() {
        return List.of(
                new TokenBatch.Family(
                        new int[] {1, 2, 3}, List.of(new int[] {4, 5, 6, 7}, new int[] {8}, new int[] {0, 3})),
                new TokenBatch.Family(new int[] {5}, List.of(new int[] {6, 6, 2})),
                new TokenBatch.Family(new int[] {7, 7, 1, 4}, List.of(new int[] {2, 2, 0}, new int[] {3, 1, 1})));
    }

    @Test
    void recomputedActivationsGiveTheSameBits() {
        DecoderShape shape = shapes().get(1);
        float[] weights = Policies.randomValues(shape, 0.4);
        assertThat(gradient(shape, weights, batch(), Activations.RECOMPUTED))
                .isEqualTo(gradient(shape, weights, batch(), Activations.KEPT));
    }

    @Test
    void derivativesOfAnotherNumberOfTokensAreRefused() {
        try (DecoderPolicy policy = Policies.random(shapes().get(0), 0.4);
                GradientAccumulator sum = new GradientAccumulator(policy)) {
            assertThatThrownBy(() -> sum.add(
                            batch(), 1, scores -> new TokenDerivatives(new float[1], new float[batch().scored()])))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("Invalid derivatives of the loss: 1 and 9");
        }
    }

    private static float[] gradient(DecoderShape shape, float[] weights) {
        return gradient(shape, weights, batch(), Activations.KEPT);
    }

    private static float[] gradient(DecoderShape shape, float[] weights, TokenBatch batch, Activations activations) {
        return gradient(shape, weights, batch, activations, GradientTest::derivatives);
    }

    private static float[] gradient(
            DecoderShape shape, float[] weights, TokenBatch batch, Activations activations, TokenLoss loss) {
        ComputeSettings settings = new ComputeSettings(OptionalInt.empty(), 1, 1, 7, activations, Precision.FLOAT32);
        try (DecoderPolicy policy = DecoderPolicy.open(shape, settings, Policies.source(weights));
                GradientAccumulator sum = new GradientAccumulator(policy)) {
            sum.add(batch, TEMPERATURE, loss);
            return Policies.floats(sum.slice(0, weights.length));
        }
    }

    private static double loss(DecoderShape shape, float[] weights) {
        try (DecoderPolicy policy = DecoderPolicy.open(shape, Policies.ONE_THREAD, Policies.source(weights))) {
            TokenScores scores = policy.score(batch(), TEMPERATURE);
            double loss = 0;
            for (int i = 0; i < scores.logp().length; i++) {
                loss += weight(i) * scores.logp()[i] + entropyWeight(i) * scores.entropy()[i];
            }
            return loss;
        }
    }

    private static TokenDerivatives derivatives(TokenScores scores) {
        float[] logp = new float[scores.logp().length];
        float[] entropy = new float[logp.length];
        for (int i = 0; i < logp.length; i++) {
            logp[i] = (float) weight(i);
            entropy[i] = (float) entropyWeight(i);
        }
        return new TokenDerivatives(logp, entropy);
    }

    /** A loss of its own weight for each token, with both signs. */
    private static double weight(int token) {
        return 1 - 0.3 * token;
    }

    private static double entropyWeight(int token) {
        return 0.5 - 0.25 * (token % 4);
    }

    /**
     * Four completions of unequal length, two of them of one prompt; nine scored tokens, so more than one chunk of
     * seven.
     */
    private static TokenBatch batch() {
        return TokenBatch.of(List.of(
                new TokenBatch.Family(new int[] {1, 2}, List.of(new int[] {3, 4, 5}, new int[] {6, 1})),
                new TokenBatch.Family(new int[] {7}, List.of(new int[] {3, 3})),
                new TokenBatch.Family(new int[] {8, 0}, List.of(new int[] {2, 5}))));
    }

    private static TokenBatch rows(int[] ids, int rows, int length, int start) {
        List<int[]> sequences = new ArrayList<>();
        int[] first = new int[rows];
        Arrays.fill(first, start);
        for (int row = 0; row < rows; row++) {
            sequences.add(Arrays.copyOfRange(ids, row * length, (row + 1) * length));
        }
        return TokenBatch.of(sequences, first);
    }

    private static float mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }

    private static double norm(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }
}

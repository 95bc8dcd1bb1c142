package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
import org.waggle.executor.objective.Dpo;
import org.waggle.executor.objective.Hinge;
import org.waggle.executor.objective.Ipo;
import org.waggle.executor.objective.Orpo;
import org.waggle.executor.objective.Simpo;
import org.waggle.executor.objective.Slic;

/** Losses and gradients of a whole model on preference pairs against formulas written in torch. */
class GoldenPairsTest {
    private static final GoldenTensors GOLDEN = GoldenTensors.open("pairs-llama-tied.safetensors");
    private static final JsonNode VALUES = GoldenTensors.json("pairs-llama-tied.json");
    private static final List<String> SIDES = List.of("chosen", "rejected");
    private static final int PAIRS = GOLDEN.shape("prompt")[0];
    private static final int PROMPT = GOLDEN.shape("prompt")[1];

    static Stream<Arguments> objectives() {
        return Stream.of(
                Arguments.of("dpo", new Dpo(0.1)),
                Arguments.of("ipo", new Ipo(0.1)),
                Arguments.of("hinge-norm", new Hinge(0.05)),
                Arguments.of("slic-hinge", new Slic(0.05)),
                Arguments.of("simpo", new Simpo(2, 0.5)),
                Arguments.of("orpo-odds-term", new Orpo(1, 0)));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void lossAndGradientsAreThoseOfTheFormula(String name, Objective objective) {
        try (DecoderPolicy policy = Policies.golden();
                GradientAccumulator gradient = new GradientAccumulator(policy)) {
            double[] loss = new double[1];
            WeightedSums sums = new WeightedSums();
            gradient.add(tokens(), 1, scores -> descend(scores, objective, loss, sums));
            double expected = VALUES.get(name).get("loss").doubleValue();
            assertThat(loss[0]).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
            for (String side : SIDES) {
                assertThat(mean(sums, "logps/" + side)).isCloseTo(meanLogp(name, side), within(1e-4));
            }
            GoldenGradients.assertSame(policy, gradient, GOLDEN, "grad." + name + ".");
        }
    }

    private static double mean(WeightedSums sums, String name) {
        return Objects.requireNonNull(sums.means().get(name), name);
    }

    private static double meanLogp(String name, String side) {
        double sum = 0;
        for (JsonNode logp : VALUES.get(name).get(side + "_logp")) {
            sum += logp.doubleValue() / PAIRS;
        }
        return sum;
    }

    /** Pair by pair, the preferred sequence first, without padding. */
    private static TokenBatch tokens() {
        List<int[]> rows = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (String side : SIDES) {
                int columns = GOLDEN.shape(side + ".ids")[1];
                int from = pair * columns;
                rows.add(Arrays.copyOfRange(GOLDEN.longs(side + ".ids"), from, from + PROMPT + length(side, pair)));
            }
        }
        int[] first = new int[rows.size()];
        Arrays.fill(first, PROMPT);
        return TokenBatch.of(rows, first);
    }

    private static int length(String side, int pair) {
        return GOLDEN.longs(side + ".length")[pair];
    }

    private static TokenDerivatives descend(TokenScores scores, Objective objective, double[] loss, WeightedSums sums) {
        TokenDerivatives all = new TokenDerivatives(new float[scores.logp().length], new float[scores.logp().length]);
        BatchTotals totals = new BatchTotals(PAIRS, 2L * PAIRS, scores.logp().length, 10);
        int from = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            List<TokenArrays> sides = new ArrayList<>();
            int next = from;
            for (String side : SIDES) {
                sides.add(side(scores, next, length(side, pair), GOLDEN.floats("ref." + side + "_logp")[pair]));
                next += length(side, pair);
            }
            TrainingItem item = new TrainingItem(new GroupId(1, 0, pair), new int[] {0, 1}, List.of(), 1, 1);
            ItemLoss itemLoss = objective.loss(item, sides, totals);
            loss[0] += itemLoss.loss();
            sums.add(itemLoss.sums());
            for (ItemLoss.Derivatives part : itemLoss.derivatives()) {
                System.arraycopy(part.logp(), 0, all.logp(), from, part.logp().length);
                from += part.logp().length;
            }
        }
        return all;
    }

    /** The reference file knows the sum of a side's reference log-probabilities alone: it lies on the first token. */
    private static TokenArrays side(TokenScores scores, int from, int length, float refLogp) {
        float[] reference = new float[length];
        reference[0] = refLogp;
        boolean[] trained = new boolean[length];
        Arrays.fill(trained, true);
        return new TokenArrays(
                Arrays.copyOfRange(scores.logp(), from, from + length),
                new float[length],
                reference,
                Arrays.copyOfRange(scores.entropy(), from, from + length),
                new float[length],
                trained);
    }
}

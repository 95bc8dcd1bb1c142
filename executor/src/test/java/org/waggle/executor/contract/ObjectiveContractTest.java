package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Seed;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.objective.ClippedWeight;

class ObjectiveContractTest {
    private static final int TOKENS = 60;
    private static final float STEP = 0x1p-13f;
    private static final BatchTotals TOTALS = new BatchTotals(7, 9, 2 * TOKENS + 50, 100);
    private static final TrainingItem ITEM =
            new TrainingItem(new GroupId(1, 0, 0), new int[] {0, 1}, List.of(), 0.75, 1);

    static Stream<Objective> objectives() {
        return ExampleComponents.of(Objective.class);
    }

    private static float[] draw(Seed seed, DoubleUnaryOperator shape) {
        float[] values = new float[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            values[i] = (float) shape.applyAsDouble(seed.at(i).normal());
        }
        return values;
    }

    /** Ratios on both sides of the clip bounds, advantages of both signs, a token in five not counted. */
    private static TokenArrays sequence(Seed seed) {
        float[] logp = draw(seed.at("logp"), normal -> -2 + normal);
        float[] noise = draw(seed.at("old"), normal -> 0.3 * normal);
        float[] away = draw(seed.at("reference"), normal -> 0.5 * normal);
        float[] old = new float[TOKENS];
        float[] reference = new float[TOKENS];
        boolean[] trained = new boolean[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            old[i] = logp[i] + noise[i];
            reference[i] = logp[i] + away[i];
            trained[i] = i % 5 != 3;
        }
        return new TokenArrays(
                logp,
                old,
                reference,
                draw(seed.at("entropy"), Math::abs),
                draw(seed.at("advantage"), normal -> normal),
                trained);
    }

    private static List<TokenArrays> sequences() {
        return List.of(sequence(new Seed(1)), sequence(new Seed(2)));
    }

    static Stream<Objective> objectivesOfSingleSequences() {
        return objectives().filter(objective -> !objective.comparesPairs());
    }

    /** ∂loss/∂logp[i]; where no gradient goes through the ratio, old log-probabilities move along, so that it stays. */
    private static double logpDifference(Objective objective, List<TokenArrays> sequences, int s, int i) {
        TokenArrays tokens = sequences.get(s);
        if (!(objective instanceof ClippedWeight)) {
            return difference(objective, sequences, tokens.logp(), i);
        }
        float logp = tokens.logp()[i];
        float old = tokens.oldLogp()[i];
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            float step = side == 0 ? -STEP : STEP;
            tokens.logp()[i] = logp + step;
            tokens.oldLogp()[i] = old + step;
            losses[side] = objective.loss(ITEM, sequences, TOTALS).loss();
        }
        tokens.logp()[i] = logp;
        tokens.oldLogp()[i] = old;
        return (losses[1] - losses[0]) / (2 * STEP);
    }

    /** ∂loss/∂x[i] by central differences. */
    private static double difference(Objective objective, List<TokenArrays> sequences, float[] x, int i) {
        float value = x[i];
        x[i] = value + STEP;
        double high = x[i];
        double above = objective.loss(ITEM, sequences, TOTALS).loss();
        x[i] = value - STEP;
        double low = x[i];
        double below = objective.loss(ITEM, sequences, TOTALS).loss();
        x[i] = value;
        return (above - below) / (high - low);
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void derivativesAgreeWithFiniteDifferences(Objective objective) {
        List<TokenArrays> sequences = sequences();
        ItemLoss loss = objective.loss(ITEM, sequences, TOTALS);
        assertThat(loss.loss()).isFinite().isNotZero();
        for (int s = 0; s < sequences.size(); s++) {
            TokenArrays tokens = sequences.get(s);
            for (int i = 0; i < TOKENS; i++) {
                // No ratio lies within a step of a clip bound, where there is no derivative.
                assertThat((double) loss.derivatives().get(s).logp()[i])
                        .as("sequence %d, token %d", s, i)
                        .isCloseTo(logpDifference(objective, sequences, s, i), within(2e-7));
                assertThat((double) loss.derivatives().get(s).entropy()[i])
                        .isCloseTo(difference(objective, sequences, tokens.entropy(), i), within(2e-7));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void tokensThatDoNotCountHaveNoDerivative(Objective objective) {
        ItemLoss loss = objective.loss(ITEM, sequences(), TOTALS);
        for (int i = 3; i < TOKENS; i += 5) {
            assertThat(loss.derivatives().get(0).logp()[i]).isZero();
            assertThat(loss.derivatives().get(0).entropy()[i]).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void arraysAreLeftAsTheyAreAndACopyAgrees(Objective objective) {
        List<TokenArrays> sequences = sequences();
        ItemLoss loss = objective.loss(ITEM, sequences, TOTALS);
        assertThat(sequences.get(0).logp()).containsExactly(sequences().get(0).logp());
        assertThat(sequences.get(1).advantage())
                .containsExactly(sequences().get(1).advantage());
        ItemLoss again = Serialized.copy(objective).loss(ITEM, sequences, TOTALS);
        assertThat(again.loss()).isEqualTo(loss.loss());
        assertThat(again.sums().means()).isEqualTo(loss.sums().means());
    }

    @ParameterizedTest
    @MethodSource("objectivesOfSingleSequences")
    void aSequenceWithoutCountedTokensCostsNothing(Objective objective) {
        TokenArrays tokens = sequence(new Seed(1));
        TokenArrays foreign = new TokenArrays(
                tokens.logp(),
                tokens.oldLogp(),
                tokens.refLogp(),
                tokens.entropy(),
                tokens.advantage(),
                new boolean[TOKENS]);
        ItemLoss loss = objective.loss(ITEM, List.of(foreign), TOTALS);
        assertThat(loss.loss()).isZero();
        assertThat(loss.derivatives().get(0).logp()).containsExactly(new float[TOKENS]);
        assertThat(loss.sums().means()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void withoutAReferenceItsLogProbabilitiesAreNotRead(Objective objective) {
        TokenArrays tokens = sequence(new Seed(1));
        float[] other = new float[TOKENS];
        IntStream.range(0, TOKENS).forEach(i -> other[i] = tokens.refLogp()[i] + 1);
        TokenArrays changed = new TokenArrays(
                tokens.logp(), tokens.oldLogp(), other, tokens.entropy(), tokens.advantage(), tokens.trained());
        boolean same = objective
                        .loss(ITEM, List.of(tokens, sequence(new Seed(2))), TOTALS)
                        .loss()
                == objective
                        .loss(ITEM, List.of(changed, sequence(new Seed(2))), TOTALS)
                        .loss();
        assertThat(same).isEqualTo(!objective.usesReference());
    }
}

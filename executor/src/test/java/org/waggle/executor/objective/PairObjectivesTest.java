package org.waggle.executor.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.TokenArrays;

class PairObjectivesTest {
    private static final BatchTotals TWO_ITEMS = new BatchTotals(2, 4, 8, 10);

    private static TrainingItem item(double weight, double label) {
        return new TrainingItem(new GroupId(1, 0, 3), new int[] {0, 1}, List.of(), weight, label);
    }

    /** Two tokens that count, with a third between that doesn't. */
    private static TokenArrays side(double logp, double refLogp) {
        return new TokenArrays(
                new float[] {(float) logp, -7, 0},
                new float[3],
                new float[] {0, -9, (float) refLogp},
                new float[3],
                new float[3],
                new boolean[] {true, false, true});
    }

    /** Sums of log-probabilities -2 and -6 against -3 and -5 under the reference: gains 1 and -1. */
    private static ItemLoss loss(PairObjective objective, double label) {
        return objective.loss(item(1, label), List.of(side(-2, -3), side(-6, -5)), TWO_ITEMS);
    }

    private static void assertPair(ItemLoss loss, double value, double chosen, double rejected) {
        assertThat(loss.loss()).isCloseTo(value / 2, within(1e-6));
        assertThat(loss.derivatives().get(0).logp())
                .containsExactly(new float[] {(float) chosen / 2, 0, (float) chosen / 2}, within(1e-6f));
        assertThat(loss.derivatives().get(1).logp())
                .containsExactly(new float[] {(float) rejected / 2, 0, (float) rejected / 2}, within(1e-6f));
    }

    private static double mean(ItemLoss loss, String name) {
        return Objects.requireNonNull(loss.sums().means().get(name), name);
    }

    @Test
    void dpoIsTheLogisticLossOfTheMargin() {
        // Margin 0.5 × 2 = 1.
        double wrong = 1 / (1 + Math.E);
        assertPair(loss(new Dpo(0.5), 1), -Math.log(1 - wrong), -0.5 * wrong, 0.5 * wrong);
    }

    @Test
    void aDoubtfulLabelPullsBothWays() {
        // Equal doubt: the slope is 0.5 × (σ(1) - 0.5).
        double slope = 0.5 * (1 / (1 + Math.exp(-1)) - 0.5);
        double value = (-Math.log(1 / (1 + Math.exp(-1))) - Math.log(1 / (1 + Math.E))) / 2;
        assertPair(loss(new Dpo(0.5), 0.5), value, slope, -slope);
    }

    @Test
    void ipoAimsAtAMargin() {
        // Mean gains 0.5 and -0.5, aim 1 / (2 × 0.25) = 2: (1 - 2)², slopes 2 × -1 / 2 tokens.
        assertPair(loss(new Ipo(0.25), 1), 1, -1, 1);
    }

    @Test
    void hingesAreFlatFromTheirMarginOn() {
        assertPair(loss(new Hinge(0.1), 1), 0.8, -0.1, 0.1);
        assertPair(loss(new Hinge(0.5), 1), 0, 0, 0);
        // Without a reference the margin is 4.
        assertPair(loss(new Slic(0.1), 1), 0.6, -0.1, 0.1);
        assertPair(loss(new Slic(0.25), 1), 0, 0, 0);
    }

    @Test
    void simpoComparesMeans() {
        // 2 × (-1 + 3) - 4 = 0.
        assertPair(loss(new Simpo(2, 4), 1), Math.log(2), -0.5, 0.5);
    }

    @Test
    void orpoAddsTheLikelihoodOfThePreferredSide() {
        // Means -1 and -3; with weight 0 for the odds' slope only the likelihood would be left: -mean logp = 1.
        double chosenOdds = -1 - Math.log(1 - Math.exp(-1));
        double rejectedOdds = -3 - Math.log(1 - Math.exp(-3));
        double wrong = 1 / (1 + Math.exp(chosenOdds - rejectedOdds));
        assertPair(
                loss(new Orpo(0.1, 1), 1),
                1 - 0.1 * Math.log(1 - wrong),
                (-1 - 0.1 * wrong / (1 - Math.exp(-1))) / 2,
                0.1 * wrong / (1 - Math.exp(-3)) / 2);
    }

    @Test
    void aCertainSideHasFiniteOdds() {
        ItemLoss loss = new Orpo(0.1, 1).loss(item(1, 1), List.of(side(0, 0), side(-6, -5)), TWO_ITEMS);
        assertThat(loss.loss()).isFinite();
        assertThat(Float.isFinite(loss.derivatives().get(0).logp()[0])).isTrue();
    }

    @Test
    void rewardsAndAccuracyAreReported() {
        ItemLoss right = loss(new Dpo(0.5), 1);
        assertThat(mean(right, "logps/chosen")).isEqualTo(-2);
        assertThat(mean(right, "logps/rejected")).isEqualTo(-6);
        assertThat(mean(right, "rewards/chosen")).isEqualTo(0.5);
        assertThat(mean(right, "rewards/rejected")).isEqualTo(-0.5);
        assertThat(mean(right, "rewards/margins")).isEqualTo(1);
        assertThat(mean(right, "rewards/accuracies")).isEqualTo(1);
        ItemLoss wrong = new Dpo(0.5).loss(item(1, 1), List.of(side(-6, -5), side(-2, -3)), TWO_ITEMS);
        assertThat(mean(wrong, "rewards/accuracies")).isZero();
    }

    @Test
    void theWeightOfAPairMultipliesItsLoss() {
        ItemLoss once = loss(new Dpo(0.5), 1);
        ItemLoss twice = new Dpo(0.5).loss(item(2, 1), List.of(side(-2, -3), side(-6, -5)), TWO_ITEMS);
        assertThat(twice.loss()).isEqualTo(2 * once.loss());
        assertThat(twice.derivatives().get(0).logp()[0])
                .isEqualTo(2 * once.derivatives().get(0).logp()[0]);
    }

    @Test
    void whatIsNoPairIsRefused() {
        assertThatThrownBy(() -> new Slic(1).loss(item(1, 1), List.of(side(-1, -1)), TWO_ITEMS))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Invalid training item of group s000001-n0-g00003: 1 sequences (must be 2: the preferred one and the other)");
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> new Dpo(0)).hasMessage("Invalid beta: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new Ipo(0)).hasMessage("Invalid beta: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new Hinge(-1)).hasMessage("Invalid beta: -1.0 (must be > 0)");
        assertThatThrownBy(() -> new Slic(0)).hasMessage("Invalid beta: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new Simpo(0, 1)).hasMessage("Invalid beta: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new Simpo(1, -1)).hasMessage("Invalid margin: -1.0 (must be >= 0)");
        assertThatThrownBy(() -> new Orpo(0, 1)).hasMessage("Invalid odds-weight: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new Orpo(1, -1)).hasMessage("Invalid likelihood-weight: -1.0 (must be >= 0)");
    }
}

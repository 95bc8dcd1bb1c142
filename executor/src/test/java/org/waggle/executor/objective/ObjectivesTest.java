package org.waggle.executor.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.waggle.executor.objective.Aggregation.FIXED_LENGTH_MEAN;
import static org.waggle.executor.objective.Aggregation.SEQUENCE_MEAN;
import static org.waggle.executor.objective.Aggregation.TOKEN_MEAN;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.objective.TokenObjective.TokenLoss;

class ObjectivesTest {
    private static final BatchTotals ONE_TOKEN = new BatchTotals(1, 1, 1, 1);

    private static TrainingItem item(double weight) {
        return new TrainingItem(new GroupId(1, 0, 0), new int[] {0}, List.of(), weight, 1);
    }

    /** One token with a ratio, an advantage and a probability ratio of reference to policy. */
    private static ItemLoss oneToken(Objective objective, double ratio, float advantage, double reference) {
        float logp = -1;
        TokenArrays token = new TokenArrays(
                new float[] {logp},
                new float[] {(float) (logp - Math.log(ratio))},
                new float[] {(float) (logp + Math.log(reference))},
                new float[] {0.7f},
                new float[] {advantage},
                new boolean[] {true});
        return objective.loss(item(1), List.of(token), ONE_TOKEN);
    }

    private static void assertToken(ItemLoss loss, double value, double slope) {
        assertThat(loss.loss()).isCloseTo(value, within(1e-6));
        assertThat(loss.derivatives().get(0).logp()[0]).isCloseTo((float) slope, within(1e-6f));
        assertThat(loss.derivatives().get(0).entropy()[0]).isZero();
    }

    private static double mean(ItemLoss loss, String name) {
        return Objects.requireNonNull(loss.sums().means().get(name), name);
    }

    @Test
    void insideTheBoundsTheRatioIsDescendedFreely() {
        ClippedRatio clipped = new ClippedRatio(TOKEN_MEAN, 0.2, 0.3, 0);
        assertToken(oneToken(clipped, 1.1, 2, 1), -2.2, -2.2);
        assertToken(oneToken(clipped, 0.9, -2, 1), 1.8, 1.8);
    }

    @Test
    void aBoundHoldsOnlyWhatWouldGoFurther() {
        ClippedRatio clipped = new ClippedRatio(TOKEN_MEAN, 0.2, 0.3, 0);
        // Above 1.3 a positive advantage earns no more, below 0.8 a negative one costs no more.
        assertToken(oneToken(clipped, 1.5, 2, 1), -2.6, 0);
        assertToken(oneToken(clipped, 0.5, -2, 1), 1.6, 0);
        // The way back is free.
        assertToken(oneToken(clipped, 1.5, -2, 1), 3, 3);
        assertToken(oneToken(clipped, 0.5, 2, 1), -1, -1);
    }

    @Test
    void boundsThatHoldAreCounted() {
        ClippedRatio clipped = new ClippedRatio(TOKEN_MEAN, 0.2, 0.3, 0);
        ItemLoss above = oneToken(clipped, 1.5, 2, 1);
        assertThat(mean(above, "clip_ratio/high_mean")).isEqualTo(1);
        assertThat(mean(above, "clip_ratio/low_mean")).isZero();
        assertThat(mean(above, "ratio/mean")).isCloseTo(1.5, within(1e-6));
        assertThat(mean(above, "entropy")).isCloseTo(0.7, within(1e-6));
        assertThat(mean(oneToken(clipped, 0.5, -2, 1), "clip_ratio/low_mean")).isEqualTo(1);
        assertThat(mean(oneToken(clipped, 0.5, 2, 1), "clip_ratio/low_mean")).isZero();
        assertThat(mean(oneToken(clipped, 1.5, -2, 1), "clip_ratio/high_mean")).isZero();
    }

    @Test
    void exactlyAtTheBoundTheRatioIsStillFree() {
        assertThat(new ClipBounds(0.25, 0.25).loss(1.25, 1).slope()).isEqualTo(-1.25);
        assertThat(new ClipBounds(0.25, 0.25).loss(0.75, -1).slope()).isEqualTo(0.75);
    }

    @Test
    void withoutAnAdvantageARatioThatOverflowsCostsNothing() {
        assertThat(new ClipBounds(0.2, 0.3).loss(Double.POSITIVE_INFINITY, 0)).isEqualTo(new TokenLoss(0, 0));
    }

    @Test
    void theKlPenaltyIsK3() {
        ClippedRatio penalised = new ClippedRatio(TOKEN_MEAN, 0.2, 0.2, 0.1);
        // Reference twice as likely: k3 = 2 - ln 2 - 1, slope 1 - 2.
        ItemLoss loss = oneToken(penalised, 1, 0, 2);
        assertToken(loss, 0.1 * (1 - Math.log(2)), 0.1 * -1);
        assertThat(mean(loss, "kl")).isCloseTo(1 - Math.log(2), within(1e-6));
        assertThat(penalised.usesReference()).isTrue();
    }

    @Test
    void withoutAPenaltyNoReferenceIsUsed() {
        ClippedRatio free = new ClippedRatio(TOKEN_MEAN, 0.2, 0.2, 0);
        assertThat(free.usesReference()).isFalse();
        assertThat(oneToken(free, 1, 1, 5).sums().means()).doesNotContainKey("kl");
    }

    @Test
    void raftImitatesWhatHasAPositiveAdvantage() {
        Raft raft = new Raft(TOKEN_MEAN);
        assertToken(oneToken(raft, 1.7, 0.5f, 1), 0.5, -0.5);
        assertToken(oneToken(raft, 1.7, -3, 1), 0, 0);
    }

    @Test
    void raftPlusPlusClipsAboveOnly() {
        RaftPlusPlus raft = new RaftPlusPlus(TOKEN_MEAN, 0.2);
        assertToken(oneToken(raft, 1.1, 0.5f, 1), -0.55, -0.55);
        assertToken(oneToken(raft, 0.1, 0.5f, 1), -0.05, -0.05);
        ItemLoss above = oneToken(raft, 1.5, 0.5f, 1);
        assertToken(above, -0.6, 0);
        assertThat(mean(above, "clip_ratio/high_mean")).isEqualTo(1);
        assertToken(oneToken(raft, 1.5, -3, 1), 0, 0);
    }

    @Test
    void theTwoSidedClipCapsWhatANegativeAdvantageCosts() {
        TwoSidedClip capped = new TwoSidedClip(TOKEN_MEAN, 0.2, 0.3, 2, 0);
        assertToken(oneToken(capped, 1.5, -2, 1), 3, 3);
        assertToken(oneToken(capped, 5, -2, 1), 4, 0);
        // A positive advantage is held by the lower bound of the two.
        assertToken(oneToken(capped, 5, 2, 1), -2.6, 0);
        // The penalty is added, and reported.
        ItemLoss penalised = oneToken(new TwoSidedClip(TOKEN_MEAN, 0.2, 0.3, 2, 0.1), 1, 0, 2);
        assertToken(penalised, 0.1 * (1 - Math.log(2)), -0.1);
        assertThat(mean(penalised, "kl")).isCloseTo(1 - Math.log(2), within(1e-6));
    }

    @Test
    void aClippedWeightKeepsItsGradient() {
        ClippedWeight weight = new ClippedWeight(TOKEN_MEAN, 1.5, 0);
        // -min(ratio, 1.5) A logp with logp = -1.
        assertToken(oneToken(weight, 1.2, 2, 1), 2.4, -2.4);
        ItemLoss clipped = oneToken(weight, 3, 2, 1);
        assertToken(clipped, 3, -3);
        assertThat(mean(clipped, "clip_ratio/high_mean")).isEqualTo(1);
        assertThat(mean(oneToken(weight, 3, -2, 1), "clip_ratio/high_mean")).isZero();
    }

    @Test
    void theSoftClipIsThePolicyGradientAtRatioOneAndFadesAway() {
        SoftClippedRatio soft = new SoftClippedRatio(TOKEN_MEAN, 2, 4, 0);
        // (4 / τ) σ(0) = 2 / τ, and a slope of 4 σ (1 - σ) = 1.
        assertToken(oneToken(soft, 1, 3, 1), -3, -3);
        assertToken(oneToken(soft, 1, -3, 1), 1.5, 3);
        assertThat(Math.abs(oneToken(soft, 5, 3, 1).derivatives().get(0).logp()[0]))
                .isLessThan(0.1f);
        assertThat(Math.abs(oneToken(soft, 5, -3, 1).derivatives().get(0).logp()[0]))
                .isLessThan(0.1f);
    }

    @Test
    void theTokensOfASequenceShareOneRatio() {
        // Ratios 1.44 and 1, so the sequence's is 1.2; the token between doesn't count.
        TokenArrays sequence = new TokenArrays(
                new float[3],
                new float[] {(float) -Math.log(1.44), 9, 0},
                new float[3],
                new float[3],
                new float[] {1, 1, 1},
                new boolean[] {true, false, true});
        BatchTotals totals = new BatchTotals(1, 1, 2, 3);
        ItemLoss free = new ClippedSequenceRatio(TOKEN_MEAN, 0.5, 0.5, 0).loss(item(1), List.of(sequence), totals);
        assertThat(free.loss()).isCloseTo(-1.2, within(1e-6));
        assertThat(free.derivatives().get(0).logp()).containsExactly(new float[] {-0.6f, 0, -0.6f}, within(1e-6f));
        assertThat(mean(free, "clip_ratio/high_mean")).isZero();
        ItemLoss held = new ClippedSequenceRatio(TOKEN_MEAN, 0.1, 0.1, 0).loss(item(1), List.of(sequence), totals);
        assertThat(held.loss()).isCloseTo(-1.1, within(1e-6));
        assertThat(held.derivatives().get(0).logp()).containsExactly(new float[3]);
        assertThat(mean(held, "clip_ratio/high_mean")).isEqualTo(1);
    }

    @Test
    void theEntropyBonusIsTakenFromTheLoss() {
        EntropyBonus bonus = new EntropyBonus(new Raft(TOKEN_MEAN), 0.1, TOKEN_MEAN);
        ItemLoss loss = oneToken(bonus, 1, 2, 1);
        assertThat(loss.loss()).isCloseTo(2 - 0.07, within(1e-6));
        assertThat(loss.derivatives().get(0).logp()[0]).isEqualTo(-2);
        assertThat(loss.derivatives().get(0).entropy()[0]).isCloseTo(-0.1f, within(1e-7f));
        assertThat(bonus.usesReference()).isFalse();
        assertThat(bonus.comparesPairs()).isFalse();
        assertThat(new EntropyBonus(new Dpo(1), 0.1, TOKEN_MEAN).usesReference())
                .isTrue();
        assertThat(new EntropyBonus(new Dpo(1), 0.1, TOKEN_MEAN).comparesPairs())
                .isTrue();
    }

    @Test
    void crossEntropyLooksAtNothingButTheLogProbability() {
        assertToken(oneToken(new CrossEntropy(), 3, -5, 2), 1, -1);
    }

    /** Two sequences of an update: 3 tokens with one not counted, and 1 token; advantages 1. */
    private static double[] slopes(Aggregation aggregation, double weight) {
        TokenArrays three = new TokenArrays(
                new float[3], new float[3], new float[3], new float[3], new float[] {1, 1, 1}, new boolean[] {
                    true, false, true
                });
        TokenArrays one = new TokenArrays(
                new float[1], new float[1], new float[1], new float[1], new float[] {1}, new boolean[] {true});
        ItemLoss loss = new Raft(aggregation).loss(item(weight), List.of(three, one), new BatchTotals(2, 2, 3, 10));
        float[] first = loss.derivatives().get(0).logp();
        assertThat(loss.sums().sums())
                .hasEntrySatisfying(
                        "entropy",
                        sum -> assertThat(sum[1]).as("tokens that count").isEqualTo(3));
        return new double[] {
            first[0], first[1], first[2], loss.derivatives().get(1).logp()[0]
        };
    }

    @Test
    void tokenMeanCountsEveryTokenTheSame() {
        assertThat(slopes(TOKEN_MEAN, 1)).containsExactly(new double[] {-1 / 3.0, 0, -1 / 3.0, -1 / 3.0}, within(1e-7));
    }

    @Test
    void sequenceMeanCountsEverySequenceTheSame() {
        assertThat(slopes(SEQUENCE_MEAN, 1)).containsExactly(new double[] {-0.25, 0, -0.25, -0.5}, within(1e-7));
    }

    @Test
    void fixedLengthMeanDividesByTheLargestLength() {
        assertThat(slopes(FIXED_LENGTH_MEAN, 1)).containsExactly(new double[] {-0.05, 0, -0.05, -0.05}, within(1e-7));
    }

    @Test
    void theWeightOfAnItemMultipliesItsLoss() {
        assertThat(slopes(FIXED_LENGTH_MEAN, 3)).containsExactly(new double[] {-0.15, 0, -0.15, -0.15}, within(1e-7));
    }

    @Test
    void badBoundsAreRefused() {
        assertThatThrownBy(() -> new ClippedRatio(TOKEN_MEAN, 1.5, 0.2, 0))
                .hasMessage(
                        "Invalid clip-low: 1.5 (must be in (0, 1): the ratio is kept above 1 - clip-low, and ratios are positive)");
        assertThatThrownBy(() -> new ClippedRatio(TOKEN_MEAN, 0.2, 0, 0))
                .hasMessage("Invalid clip-high: 0.0 (must be > 0: the ratio is kept below 1 + clip-high)");
        assertThatThrownBy(() -> new ClippedRatio(TOKEN_MEAN, 0.2, 0.2, -1))
                .hasMessage("Invalid kl-coefficient: -1.0 (must be >= 0; 0 needs no reference)");
        assertThatThrownBy(() -> new RaftPlusPlus(TOKEN_MEAN, -0.2))
                .hasMessage("Invalid clip-high: -0.2 (must be > 0: the ratio is kept below 1 + clip-high)");
        assertThatThrownBy(() -> new TwoSidedClip(TOKEN_MEAN, 0.2, 0.2, 1, 0))
                .hasMessage("Invalid ratio-cap: 1.0 (must be > 1, which is the ratio of a policy that hasn't moved)");
        assertThatThrownBy(() -> new ClippedWeight(TOKEN_MEAN, 0, 0))
                .hasMessage("Invalid ratio-cap: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new SoftClippedRatio(TOKEN_MEAN, 0, 1, 0))
                .hasMessage("Invalid positive-temperature: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new SoftClippedRatio(TOKEN_MEAN, 1, -1, 0))
                .hasMessage("Invalid negative-temperature: -1.0 (must be > 0)");
        assertThatThrownBy(() -> new EntropyBonus(new CrossEntropy(), 0, TOKEN_MEAN))
                .hasMessage("Invalid coefficient: 0.0 (must be > 0; leave the bonus out for none)");
    }
}

package org.waggle.executor.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.CorrectionRecipe;

class SamplerGapTest {
    /** Ratios of the trainer's to the sampler's probability: 3, 1.5, 0.5, and 8 of a token that doesn't count. */
    private static final float[] TRAINER = {log(0.3), log(0.3), log(0.2), log(0.8)};

    private static final TrainingSequence SAMPLED = new TrainingSequence(
            new int[1],
            new int[4],
            new float[] {log(0.1), log(0.2), log(0.4), log(0.1)},
            new float[] {1, -2, 4, 5},
            new boolean[] {true, true, true, false});

    private final WeightedSums report = new WeightedSums();

    @Test
    void withoutACorrectionTheGapIsOnlyMeasured() {
        assertThat(corrected(new CorrectionRecipe.None())).containsExactly(1, -2, 4, 5);
        // (ln 3 + ln 1.5 + ln 2) / 3
        assertThat(report.means().get("sampling/logp_difference/mean")).isCloseTo(0.7324, within(1e-4));
        assertThat(report.maxima().get("sampling/logp_difference/max")).isCloseTo(Math.log(3), within(1e-6));
        assertThat(report.means()).doesNotContainKey("sampling/corrected_ratio");
    }

    @Test
    void truncatedRatiosWeighAdvantages() {
        float[] advantage = corrected(new CorrectionRecipe.Truncated(2));
        assertThat(advantage).containsExactly(new float[] {2, -3, 2, 5}, within(1e-5f));
        assertThat(report.means().get("sampling/corrected_ratio")).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void aMaskedRatioTakesItsTokenOut() {
        float[] advantage = corrected(new CorrectionRecipe.Masked(2));
        assertThat(advantage).containsExactly(new float[] {0, -3, 2, 5}, within(1e-5f));
    }

    @Test
    void aThresholdBelowOneIsRefused() {
        assertThatThrownBy(() -> new CorrectionRecipe.Truncated(0.9))
                .hasMessage("Invalid threshold: 0.9 (must be >= 1)");
        assertThatThrownBy(() -> new CorrectionRecipe.Masked(Double.NaN))
                .hasMessage("Invalid threshold: NaN (must be >= 1)");
    }

    private float[] corrected(CorrectionRecipe correction) {
        return new SamplerGap(correction).corrected(SAMPLED, TRAINER, report);
    }

    private static float log(double probability) {
        return (float) Math.log(probability);
    }
}

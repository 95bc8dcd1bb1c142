package org.waggle.executor.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.SamplingSettings;
import org.waggle.executor.Examples;

class PassAtKTest {
    private static PassAtK passAt(int samples, Integer... k) {
        return new PassAtK(2, samples, List.of(k), Examples.CHANNEL, 1, Examples.SAMPLING);
    }

    /** A metric of a problem whose samples have these rewards. */
    private static double measured(String name, double... rewards) {
        return Objects.requireNonNull(passAt(rewards.length, 1, Math.min(2, rewards.length))
                .measure(Examples.scored(rewards))
                .get(name));
    }

    @Test
    void theEstimatorIsUnbiased() {
        // n = 4, c = 2: pass@1 = 1/2; pass@2 = 1 - C(2,2) / C(4,2) = 5/6
        assertThat(measured("pass@1", 1, 0, 0, 1)).isCloseTo(0.5, within(1e-15));
        assertThat(measured("pass@2", 1, 0, 0, 1)).isCloseTo(5.0 / 6, within(1e-15));
        // With one wrong only, one of two draws is right.
        assertThat(measured("pass@2", 1, 0, 1)).isEqualTo(1);
    }

    @Test
    void everyKIsReported() {
        assertThat(passAt(4, 1, 2, 4).measure(Examples.scored(1, 0, 0, 1)))
                .containsOnlyKeys("pass@1", "pass@2", "pass@4");
    }

    @Test
    void scoresBelowTheThresholdAreWrong() {
        assertThat(measured("pass@1", 0.99, 0.5)).isZero();
    }

    @Test
    void moreDrawsThanSamplesAreRefused() {
        assertThatThrownBy(() -> passAt(4, 5)).hasMessage("Invalid k: 5 (must be from 1 to samples 4)");
        assertThatThrownBy(() -> passAt(4, 0)).hasMessage("Invalid k: 0 (must be from 1 to samples 4)");
        assertThatThrownBy(() -> passAt(4)).hasMessage("Invalid k: [] (must have at least one number)");
    }

    @Test
    void greedyGoesWithOneSample() {
        SamplingSettings greedy = new SamplingSettings(0, 0, 1, 0, 8);
        assertThat(new PassAtK(2, 1, List.of(1), "exact", 1, greedy).sampling()).isEqualTo(greedy);
        assertThatThrownBy(() -> new PassAtK(2, 4, List.of(1), "exact", 1, greedy))
                .hasMessage(
                        "Invalid samples: 4 (must be 1 at temperature 0: greedy completions of a problem are all the same)");
    }

    @Test
    void anUnknownChannelIsNamed() {
        PassAtK other = new PassAtK(2, 1, List.of(1), "exakt", 1, Examples.SAMPLING);
        assertThat(other.objection(List.of("exact"))).isEqualTo("channel exakt (must be one of the rewards [exact])");
        assertThat(passAt(1, 1).objection(List.of("exact"))).isEmpty();
        assertThatThrownBy(() -> other.measure(Examples.scored(1)))
                .hasMessage("Invalid channel: exakt (must be one of [exact])");
    }
}

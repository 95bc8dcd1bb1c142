package org.waggle.executor.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.ItemLoss.Derivatives;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.objective.CrossEntropy;

class LossCheckTest {
    private static final LossCheck CHECK =
            new LossCheck(new Guarded<>("objective Own", new CrossEntropy(), 1), "group 3, samples [0]");

    /** A sequence of two tokens. */
    private static List<TokenArrays> sequence(float logp) {
        float[] zeros = new float[2];
        return List.of(new TokenArrays(new float[] {logp, -1}, zeros, zeros, zeros, zeros, new boolean[] {true, true}));
    }

    private static ItemLoss loss(double loss, Derivatives... derivatives) {
        return new ItemLoss(loss, List.of(derivatives), new WeightedSums());
    }

    private static void assertRefused(ItemLoss loss, String message) {
        assertThatThrownBy(() -> CHECK.checked(loss, sequence(-2)))
                .isInstanceOf(RunException.class)
                .hasMessage(message);
    }

    @Test
    void everySequenceHasDerivatives() {
        assertRefused(
                loss(0),
                "Invalid objective Own: 0 derivatives for 1 sequences (must be one for each; group 3, samples [0])");
    }

    @Test
    void everyTokenHasDerivatives() {
        String message =
                "Invalid objective Own: 1 derivatives for 2 tokens (must be one for each; group 3, samples [0])";
        assertRefused(loss(0, Derivatives.zeros(1)), message);
        assertRefused(loss(0, new Derivatives(new float[2], new float[1])), message);
    }

    @Test
    void lossAndDerivativesAreFinite() {
        assertRefused(
                loss(Double.NaN, Derivatives.zeros(2)),
                "Invalid objective Own: NaN (must be finite; group 3, samples [0])");
        assertRefused(
                loss(0, new Derivatives(new float[2], new float[] {0, Float.POSITIVE_INFINITY})),
                "Invalid objective Own: Infinity (must be finite; group 3, samples [0])");
    }

    @Test
    void whatFollowsFromNumbersThatWentWrongBeforeIsNotTheObjectivesFault() {
        ItemLoss loss = loss(Double.NaN, new Derivatives(new float[] {Float.NaN, 0}, new float[2]));
        assertThat(CHECK.checked(loss, sequence(Float.NaN))).isSameAs(loss);
    }
}

package org.waggle.executor.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Scores;
import org.waggle.executor.Examples;

class GatedTest {
    private static final WeightedSum SUM = new WeightedSum(Map.of("exact", 2.0, "format", 0.5));
    private static final Gated GATED = new Gated("format", 1, -1, SUM);

    @Test
    void channelsCountWhereTheGateIsOpen() {
        // 2 · 1 + 0.5 · 1 where the format is right, -1 where it isn't, however right the answer is.
        double[] rewards = GATED.compose(
                Examples.group(Examples.PROBLEM, "2", "2", "3"),
                new TreeMap<>(Map.of("exact", Scores.of(1, 1, 0), "format", Scores.of(1, 0.5, 1))),
                Examples.CONTEXT);
        assertThat(rewards).containsExactly(2.5, -1, 0.5);
    }

    @Test
    void theGateIsOneOfTheRewards() {
        assertThat(GATED.objection(List.of("exact", "format"))).isEmpty();
        assertThat(GATED.objection(List.of("exact"))).isEqualTo("channel format (must be one of the rewards [exact])");
        assertThat(GATED.objection(List.of("format", "other"))).startsWith("weights of [exact, format]");
    }

    @Test
    void numbersMustBeFinite() {
        assertThatThrownBy(() -> new Gated("format", Double.NaN, 0, SUM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid threshold: NaN (must be finite)");
        assertThatThrownBy(() -> new Gated("format", 0, Double.NaN, SUM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid otherwise: NaN (must be finite)");
    }
}

package org.waggle.executor.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Scores;
import org.waggle.executor.Examples;

class WeightedSumTest {
    private static final WeightedSum SUM = new WeightedSum(Map.of("exact", 2.0, "length", -0.5));

    @Test
    void channelsAreWeightedAndAdded() {
        double[] rewards = SUM.compose(
                Examples.group(Examples.PROBLEM, "2", "3"),
                new TreeMap<>(Map.of("exact", Scores.of(1, 0), "length", Scores.of(3, 1))),
                Examples.CONTEXT);
        assertThat(rewards).containsExactly(2 * 1 - 0.5 * 3, 2 * 0 - 0.5 * 1);
    }

    @Test
    void channelsAndWeightsMustMatch() {
        assertThat(SUM.objection(List.of("length", "exact"))).isEmpty();
        assertThat(SUM.objection(List.of("exact", "length", "format")))
                .isEqualTo(
                        "weights of [exact, length] (must be of every reward and no other: [exact, format, length])");
        assertThat(SUM.objection(List.of("exact")))
                .isEqualTo("weights of [exact, length] (must be of every reward and no other: [exact])");
    }

    @Test
    void weightsMustBeThereAndFinite() {
        assertThatThrownBy(() -> new WeightedSum(Map.of()))
                .hasMessage("Invalid weights: {} (must name at least one reward channel)");
        assertThatThrownBy(() -> new WeightedSum(Map.of("exact", Double.NaN)))
                .hasMessage("Invalid weights.exact: NaN (must be finite)");
    }
}

package org.waggle.executor.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Scores;
import org.waggle.executor.Examples;
import org.waggle.executor.composer.Shaping.Divisor;

class ShapedTest {
    private static final WeightedSum SUM = new WeightedSum(Map.of("exact", 1.0, "judge", 1.0));

    private static double[] shaped(Shaping shaping) {
        // Completions of one, two and three tokens.
        SortedMap<String, Scores> channels =
                new TreeMap<>(Map.of("exact", Scores.of(0, 0, 100), "judge", Scores.of(-6, 6, 60)));
        return new Shaped(Map.of("judge", shaping), SUM)
                .compose(Examples.group(Examples.PROBLEM, "a", "b", "c"), channels, Examples.CONTEXT);
    }

    @Test
    void scoresAreScaledShiftedAndClipped() {
        // -6/2 + 1 = -2, clipped to -1; 6/2 + 1 = 4; 60/2 + 1 = 31, clipped to 5, beside 100.
        assertThat(shaped(new Shaping(Divisor.ONE, 0.5, 1, -1, 5))).containsExactly(-1, 4, 105);
    }

    @Test
    void scoresAreDividedByLength() {
        assertThat(shaped(new Shaping(Divisor.TOKENS, 1, 0, -100, 100))).containsExactly(-6, 3, 120);
    }

    @Test
    void shapedChannelsAreRewards() {
        Shaped shaped = new Shaped(Map.of("judge", new Shaping(Divisor.ONE, 1, 0, 0, 1)), SUM);
        assertThat(shaped.objection(List.of("exact", "judge"))).isEmpty();
        assertThat(shaped.objection(List.of("exact")))
                .isEqualTo("channels [judge] (must be among the rewards [exact])");
    }

    @Test
    void boundsMustBeInOrder() {
        assertThatThrownBy(() -> new Shaping(Divisor.ONE, 1, 0, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid low: 2.0 (must be <= high)");
        assertThatThrownBy(() -> new Shaped(Map.of(), SUM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid channels: {} (must name at least one reward channel)");
    }
}

package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.spi.Composer;
import org.waggle.executor.Examples;

class ComposerContractTest {
    private static final Group GROUP = Examples.group(Examples.PROBLEM, "2", "3", "4");

    static Stream<Composer> composers() {
        return ExampleComponents.of(Composer.class);
    }

    private static SortedMap<String, Scores> channels() {
        return new TreeMap<>(Map.of(Examples.CHANNEL, Scores.of(1, 0, -1e300), "other", Scores.of(0, 1e-300, 2)));
    }

    @ParameterizedTest
    @MethodSource("composers")
    void everyCompletionHasOneFiniteReward(Composer composer) {
        double[] rewards = composer.compose(GROUP, channels(), Examples.CONTEXT);
        assertThat(rewards).hasSize(3);
        for (double reward : rewards) {
            assertThat(reward).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("composers")
    void channelsAreLeftAsTheyAre(Composer composer) {
        SortedMap<String, Scores> channels = channels();
        double[] rewards = composer.compose(GROUP, channels, Examples.CONTEXT);
        assertThat(composer.compose(GROUP, channels, Examples.CONTEXT)).containsExactly(rewards);
        assertThat(channels.keySet()).isEqualTo(channels().keySet());
        assertThat(channels.get("other").values()).containsExactly(0, 1e-300, 2);
    }
}

package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.spi.Selector;
import org.waggle.executor.Examples;

class SelectorContractTest {
    private static final List<GroupSummary> BATCH =
            List.of(Examples.summary(0, 1, 0.5), Examples.summary(1, 1), Examples.summary(0), Examples.summary(-3, 2));

    static Stream<Selector> selectors() {
        return ExampleComponents.of(Selector.class);
    }

    private static List<List<Object>> content(List<Pick> picks) {
        return picks.stream()
                .map(pick -> List.<Object>of(
                        pick.group(), java.util.Arrays.toString(pick.samples()), pick.weight(), pick.label()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void picksNameSamplesThatExist(Selector selector) {
        List<Pick> picks = selector.select(BATCH, Examples.CONTEXT);
        assertThat(picks).isNotEmpty().allSatisfy(pick -> {
            assertThat(pick.group()).isEqualTo(BATCH.get(0).id());
            assertThat(pick.samples()).isNotEmpty().satisfies(samples -> {
                for (int sample : samples) {
                    assertThat(sample).isBetween(0, 2);
                }
            });
            assertThat(pick.weight()).isFinite();
        });
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void nothingIsSelectedFromNothing(Selector selector) {
        assertThat(selector.select(List.of(), Examples.CONTEXT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void theSameBatchGivesTheSamePicks(Selector selector) {
        assertThat(content(Serialized.copy(selector).select(BATCH, Examples.CONTEXT)))
                .isEqualTo(content(selector.select(BATCH, Examples.CONTEXT)));
    }
}

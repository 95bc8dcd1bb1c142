package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.executor.Examples;
import org.waggle.executor.LocalBatch;

class AdvantageContractTest {
    private static final List<ScoredGroup> GROUPS = List.of(
            Examples.scored(0, 1, 0, 1),
            Examples.scored(0.1, 0.1, 0.1),
            Examples.scored(5),
            Examples.scored(-1e9, 1e9),
            Examples.scored(1e-12, 2e-12, 0));

    static Stream<AdvantageEstimator> estimators() {
        return ExampleComponents.of(AdvantageEstimator.class);
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void everyTokenOfEveryCompletionHasAFiniteAdvantage(AdvantageEstimator estimator) {
        for (ScoredGroup group : GROUPS) {
            float[][] advantages = estimator
                    .fittedTo(new LocalBatch(List.of(group)), Examples.CONTEXT)
                    .estimate(group);
            assertThat(advantages.length).isEqualTo(group.group().size());
            for (int i = 0; i < advantages.length; i++) {
                assertThat(advantages[i])
                        .hasSize(group.group().completions().get(i).length());
                for (float advantage : advantages[i]) {
                    assertThat(advantage).isFinite();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void rewardsAreLeftAsTheyAre(AdvantageEstimator estimator) {
        for (ScoredGroup group : GROUPS) {
            double[] rewards = group.rewards().clone();
            float[][] advantages = estimator.estimate(group);
            assertThat(group.rewards()).containsExactly(rewards);
            assertThat(Serialized.copy(estimator).estimate(group)).isDeepEqualTo(advantages);
        }
    }
}

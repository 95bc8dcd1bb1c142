package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.spi.Evaluator;
import org.waggle.executor.Examples;

class EvaluatorContractTest {
    static Stream<Evaluator> evaluators() {
        return ExampleComponents.of(Evaluator.class);
    }

    @ParameterizedTest
    @MethodSource("evaluators")
    void channelsAloneGiveFiniteAndRepeatableMeasurements(Evaluator evaluator) {
        double[] rewards = new double[evaluator.samples()];
        rewards[0] = 1;
        for (double[] scores : List.of(rewards, new double[evaluator.samples()])) {
            ScoredGroup scored = Examples.scored(scores);
            ScoredGroup group = ScoredGroup.uncomposed(scored.group(), scored.channels());
            Map<String, Double> measured = evaluator.measure(group);
            assertThat(measured).isNotEmpty().allSatisfy((name, value) -> {
                assertThat(name).isNotBlank();
                assertThat(value).isBetween(0.0, 1.0);
            });
            assertThat(evaluator.metrics()).containsAll(measured.keySet());
            assertThat(Serialized.copy(evaluator).measure(group)).isEqualTo(measured);
        }
    }

    @ParameterizedTest
    @MethodSource("evaluators")
    void asksForSomething(Evaluator evaluator) {
        assertThat(evaluator.problems()).isPositive();
        assertThat(evaluator.samples()).isPositive();
        assertThat(evaluator.sampling().maxTokens()).isPositive();
        assertThat(evaluator.objection(List.of(Examples.CHANNEL))).isEmpty();
    }
}

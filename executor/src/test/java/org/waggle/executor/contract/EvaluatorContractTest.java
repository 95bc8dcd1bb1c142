package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.Evaluator.Measurement;
import org.waggle.executor.Examples;

class EvaluatorContractTest {
    static Stream<Evaluator> evaluators() {
        return ExampleComponents.of(Evaluator.class);
    }

    @ParameterizedTest
    @MethodSource("evaluators")
    void measurementsAreFiniteAndRepeatable(Evaluator evaluator) {
        double[] rewards = new double[evaluator.samples()];
        rewards[0] = 1;
        List<GroupSummary> groups =
                List.of(Examples.summary(rewards), Examples.summary(new double[evaluator.samples()]));
        Map<String, Measurement> measured = evaluator.measure(groups);
        assertThat(measured).isNotEmpty().allSatisfy((name, measurement) -> {
            assertThat(name).isNotBlank();
            assertThat(measurement.mean()).isBetween(0.0, 1.0);
            assertThat(measurement.standardError()).isBetween(0.0, 1.0);
        });
        assertThat(Serialized.copy(evaluator).measure(groups)).isEqualTo(measured);
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

package org.waggle.driver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void beforeIsTheLastEvaluationOfTheFirstPhase() {
        List<MetricsLine> lines = List.of(
                evaluated(1, "sft", "a", 0.1),
                evaluated(2, "sft", "a", 0.4),
                evaluated(3, "grpo", "a", 0.6),
                evaluated(4, "grpo", "a", 0.9));

        Outcome outcome = Outcome.of(lines).orElseThrow();

        assertThat(outcome.before().text()).isEqualTo("0.40 ± 0.02 at step 2 (sft)");
        assertThat(outcome.after().text()).isEqualTo("0.90 ± 0.02 at step 4 (grpo)");
    }

    @Test
    void aSinglePhaseIsMeasuredFromItsFirstEvaluation() {
        List<MetricsLine> lines = List.of(
                evaluated(5, "grpo", "a", 0.3), evaluated(10, "grpo", "a", 0.5), evaluated(15, "grpo", "a", 0.7));

        Outcome outcome = Outcome.of(lines).orElseThrow();

        assertThat(outcome.before().step()).isEqualTo(5);
        assertThat(outcome.after().step()).isEqualTo(15);
    }

    @Test
    void onlyTheFirstNodeCounts() {
        List<MetricsLine> lines = List.of(
                evaluated(1, "grpo", "a", 0.3), evaluated(1, "grpo", "b", 0.5),
                evaluated(2, "grpo", "a", 0.4), evaluated(2, "grpo", "b", 0.9));

        assertThat(Outcome.of(lines).orElseThrow().after().accuracy().value()).isEqualTo(0.4);
    }

    @Test
    void oneEvaluationIsNoOutcome() {
        assertThat(Outcome.of(List.of(evaluated(1, "sft", "a", 0.1)))).isEmpty();
        assertThat(Outcome.of(List.of())).isEmpty();
    }

    private static MetricsLine evaluated(int step, String phase, String node, double accuracy) {
        return new MetricsLine(
                step,
                phase,
                node,
                step,
                Map.of("eval/held-out/pass@1", accuracy, "eval/held-out/pass@1_se", 0.02),
                List.of());
    }
}

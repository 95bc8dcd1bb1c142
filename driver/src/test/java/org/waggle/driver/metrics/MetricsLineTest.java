package org.waggle.driver.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.RunException;

class MetricsLineTest {
    @Test
    void writesHeaderNumbersAndHintsInThisOrder() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("reward/mean", 0.5);
        numbers.put("loss", -0.25);
        MetricsLine line = new MetricsLine(3, "grpo", "policy", 7, numbers, List.of("look \"here\""));

        assertThat(line.toJson())
                .isEqualTo("{\"step\":3,\"phase\":\"grpo\",\"node\":\"policy\",\"updates\":7,"
                        + "\"reward/mean\":0.5,\"loss\":-0.25,\"hints\":[\"look \\\"here\\\"\"]}");
    }

    @Test
    void readsWhatItWroteAlsoWhatIsNotFinite() {
        Map<String, Double> numbers = Map.of(
                "grad_norm", Double.NaN, "loss", Double.POSITIVE_INFINITY, "kl", Double.NEGATIVE_INFINITY, "lr", 1e-5);
        MetricsLine line = new MetricsLine(1, "sft", "policy", 1, numbers, List.of());

        assertThat(MetricsLine.parse(line.toJson())).isEqualTo(line);
    }

    @Test
    void aMeasurementThatWasNotMadeIsEmpty() {
        MetricsLine line = MetricsLine.parse("{\"step\":1,\"phase\":\"sft\",\"node\":\"policy\",\"updates\":1}");

        assertThat(line.number("reward/mean")).isEmpty();
        assertThat(line.accuracy()).isEmpty();
        assertThat(line.hints()).isEmpty();
    }

    @Test
    void accuracyIsThatOfTheFirstEvaluatorByName() {
        Map<String, Double> numbers = Map.of(
                "eval/held-out-greedy/pass@1", 0.9, "eval/held-out/pass@1", 0.5, "eval/held-out/pass@1_se", 0.03125);

        assertThat(new MetricsLine(1, "grpo", "policy", 1, numbers, List.of()).accuracy())
                .contains(new Accuracy("held-out", 0.5, 0.03125));
    }

    @Test
    void namesTheFieldThatIsNoNumber() {
        assertThatThrownBy(() -> MetricsLine.parse(
                        "{\"step\":1,\"phase\":\"sft\",\"node\":\"policy\",\"updates\":1,\"loss\":\"much\"}"))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read metrics line: Invalid loss: \"much\" (must be a number)");
    }

    @Test
    void namesFileAndLineOfWhatIsDamaged() {
        String good = "{\"step\":1,\"phase\":\"sft\",\"node\":\"policy\",\"updates\":1}\n";

        assertThatThrownBy(() -> MetricsFile.parse("runs/a/metrics.jsonl", good + "{\"step\"\n"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot read metrics line: Unexpected end-of-input")
                .hasMessageEndingWith(", runs/a/metrics.jsonl line 2");
    }

    @Test
    void leavesOutALineThatWasNotFinished() {
        String good = "{\"step\":1,\"phase\":\"sft\",\"node\":\"policy\",\"updates\":1}\n";

        assertThat(MetricsFile.parse("metrics.jsonl", good + "{\"step\":2,\"pha"))
                .extracting(MetricsLine::step)
                .containsExactly(1);
    }
}

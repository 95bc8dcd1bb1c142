package org.waggle.driver.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

class ArmsReaderTest {
    private static final String HEAD = "name: a\nseeds: [1]\nmetric: held-out/pass@1\n";

    @Test
    void readsArmsInTheirOrderWithTypedOverrides() {
        ArmsFile file = ArmsReader.parse("arms.yaml", """
                name: arithmetic
                seeds: [1, 2]
                metric: held-out/pass@1
                arms:
                  raft++: {recipe: arithmetic-raft.yaml}
                  grpo:
                    recipe: arithmetic-grpo.yaml
                    set:
                      phases.grpo.steps: 40
                      phases.grpo.reference: none
                      phases.grpo.optimizer.betas: [0.9, 0.95]
                      phases.grpo.advantage.divide-by-std: true
                """);

        assertThat(file.name()).isEqualTo("arithmetic");
        assertThat(file.seeds()).containsExactly(1L, 2L);
        assertThat(file.metricName()).isEqualTo("eval/held-out/pass@1");
        assertThat(file.arms()).extracting(Arm::name).containsExactly("raft++", "grpo");
        assertThat(file.arms().get(0)).isEqualTo(new Arm("raft++", "arithmetic-raft.yaml", Map.of()));
        assertThat(List.copyOf(file.arms().get(1).set().entrySet()))
                .containsExactly(
                        Map.entry("phases.grpo.steps", "40"),
                        Map.entry("phases.grpo.reference", "\"none\""),
                        Map.entry("phases.grpo.optimizer.betas", "[0.9,0.95]"),
                        Map.entry("phases.grpo.advantage.divide-by-std", "true"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWithFileAndLine(String text, String message, int line) {
        assertThatThrownBy(() -> ArmsReader.parse("arms.yaml", text))
                .isInstanceOf(RunException.class)
                .hasMessage(message + ", arms.yaml line " + line)
                .extracting(failure -> ((RunException) failure).kind())
                .isEqualTo(FailureKind.INPUT);
    }

    static List<Arguments> refusesWithFileAndLine() {
        return List.of(
                wrong("", "Missing value: the file is empty", 1),
                wrong("- a\n", "Invalid arms file: a list or mapping (must be a mapping of keys to values)", 1),
                wrong("name: a\nname: b\n", "Cannot read YAML: Duplicate field 'name'", 2),
                wrong("name: a\nseed: [1]\n", "Unknown key: seed (arms file has arms, metric, name, seeds)", 2),
                wrong("name: 3\n", "Invalid name: 3 (must be text)", 1),
                wrong("name:\n", "Invalid name: nothing (must be text)", 1),
                wrong("name: a\nseeds: [1, 2.5]\n", "Invalid seeds: 2.5 (must be a whole number)", 2),
                wrong("name: a\nseeds: 1\n", "Invalid seeds: 1 (must be a list)", 2),
                wrong(HEAD, "Missing value: arms (arms file needs it)", 1),
                wrong(HEAD + "arms: {}\n", "Invalid arms: {} (must have at least one arm)", 1),
                wrong(HEAD + "arms:\n  g: {set: {a: 1}}\n", "Missing value: recipe (arms.g needs it)", 5),
                wrong(
                        HEAD + "arms:\n  g:\n    recipe: a\n    sets: {}\n",
                        "Unknown key: sets (arms.g has recipe, set)",
                        7),
                wrong(
                        HEAD + "arms:\n  g/h: {recipe: a}\n",
                        "Invalid arm: g/h (must be letters, digits, '+', '.', '_', '-')",
                        5),
                wrong(
                        HEAD + "arms: {g: {recipe: a}}\n---\nx: 1\n",
                        "Invalid document: a second one begins (must be one)",
                        6),
                wrong(
                        "name: a\nseeds: [1, 1]\nmetric: a/b\narms: {g: {recipe: a}}\n",
                        "Invalid seeds: [1, 1] (must differ)",
                        1),
                wrong(
                        "name: a\nseeds: [1]\nmetric: accuracy\narms: {g: {recipe: a}}\n",
                        "Invalid metric: accuracy (must be EVALUATOR/METRIC, such as held-out/pass@1)",
                        1));
    }

    private static Arguments wrong(String text, String message, int line) {
        return Arguments.of(text, message, line);
    }
}

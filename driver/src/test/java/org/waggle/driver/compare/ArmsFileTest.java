package org.waggle.driver.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.common.spi.ComponentRegistry;

class ArmsFileTest {
    private static final String HEAD = "name: a\nseeds: [1]\nmetric: held-out/pass@1\ncolumns: []\narms:\n";

    private static ArmsFile read(String text) {
        return new RecipeReader(ComponentRegistry.of())
                .read(ArmsFile.class, "arms.yaml", text, any -> Optional.empty());
    }

    @Test
    void armsAreReadInTheirOrder() {
        ArmsFile file = read("""
                name: arithmetic
                seeds: [1, 2]
                metric: held-out/pass@1
                columns: []
                arms:
                  - {name: raft++, recipe: raft.yaml, set: []}
                  - name: grpo
                    recipe: grpo.yaml
                    set: [phases.grpo.steps=40, "phases.grpo.selector={type: best, k: 2}"]
                """);

        assertThat(file.seeds()).containsExactly(1L, 2L);
        assertThat(file.metricName()).isEqualTo("eval/held-out/pass@1");
        assertThat(file.arms())
                .containsExactly(
                        new Arm("raft++", "raft.yaml", List.of()),
                        new Arm(
                                "grpo",
                                "grpo.yaml",
                                List.of("phases.grpo.steps=40", "phases.grpo.selector={type: best, k: 2}")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsToldWithItsLine(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(RunException.class).hasMessageContaining(message);
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of(HEAD.replace("seeds", "seed"), "Unknown key: seed (did you mean seeds?"),
                Arguments.of(
                        HEAD.replace("[1]", "[1, 1]") + "  - {name: g, recipe: a, set: []}",
                        "Invalid seeds: [1, 1] (must differ)"),
                Arguments.of(
                        HEAD.replace("/pass@1", "") + "  - {name: g, recipe: a, set: []}",
                        "Invalid metric: held-out (must be EVALUATOR/METRIC"),
                Arguments.of(HEAD + "  - {name: g, recipe: a}", "Missing value: arms[0].set, arms.yaml line 6"),
                Arguments.of(
                        HEAD + "  - {name: g/h, recipe: a, set: []}",
                        "Invalid name: g/h (must be letters, digits, '+', '.', '_', '-'), arms.yaml line 6 (arms[0].name)"),
                Arguments.of(
                        HEAD + "  - {name: g, recipe: a, set: []}\n  - {name: g, recipe: b, set: []}",
                        "Invalid arms: [g, g] (names must differ)"));
    }
}

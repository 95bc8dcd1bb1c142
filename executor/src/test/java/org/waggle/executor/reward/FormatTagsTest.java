package org.waggle.executor.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTagsTest {
    private static final FormatTags REWARD = new FormatTags(List.of("think", "answer"));

    @Test
    void theTagsStandInTheirOrderWithNothingAround() {
        assertThat(Judged.by(
                        REWARD,
                        "<think>a\nb</think><answer>4</answer>",
                        " <think></think>\n\n<answer></answer>\n",
                        "<answer>4</answer><think>a</think>",
                        "So <think>a</think><answer>4</answer>",
                        "<think>a</think> so <answer>4</answer>",
                        "<think>a</think><answer>4</answer>."))
                .containsExactly(1, 1, 0, 0, 0, 0);
    }

    @Test
    void everyTagIsOpenedAndClosedOnce() {
        assertThat(Judged.by(
                        REWARD,
                        "<think>a</think>",
                        "<think>a</think><answer>4",
                        "<think>a</think><think>b</think><answer>4</answer>",
                        "<think>a<think></think><answer>4</answer>",
                        "<think>a<answer>4</answer></think>",
                        "</think>a<think><answer>4</answer>",
                        ""))
                .containsExactly(0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void tagsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new FormatTags(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid tags: [] (must name at least one tag)");
        assertThatThrownBy(() -> new FormatTags(List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid tags: [a, a] (must differ)");
        assertThatThrownBy(() -> new FormatTags(List.of("<a>")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid tags: <a> (must be letters, digits, '_', '-')");
    }
}

package org.waggle.executor.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Origin;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.failure.RunException;
import org.waggle.executor.Examples;

class LengthTest {
    /** Completions of 1, 2, … 8 tokens. */
    private static final String[] EIGHT = {"a", "a", "a", "a", "a", "a", "a", "a"};

    @Test
    void overlongCompletionsCostAsInDapo() {
        // L_max 6, L_cache 4: up to 2 tokens nothing, then (2 - n) / 4 down to -1 at 6 and beyond.
        assertThat(Judged.by(new Length(0, 2, 4), EIGHT)).containsExactly(0, 0, -0.25, -0.5, -0.75, -1, -1, -1);
    }

    @Test
    void aTargetPullsFromBothSides() {
        assertThat(Judged.by(new Length(4, 4, 2), EIGHT)).containsExactly(-1, -1, -0.5, 0, -0.5, -1, -1, -1);
    }

    @Test
    void tokensThatNobodyCountedAreNotTakenForNone() {
        TokenTrace none = TokenTrace.sampled(new float[0], new float[0], new float[0]);
        Completion uncounted = new Completion(0, new int[0], "a", none, StopReason.LENGTH, Origin.PROMPT, Map.of());
        assertThatThrownBy(() -> new Length(0, 2, 4).score(Examples.PROBLEM, uncounted))
                .isInstanceOf(RunException.class)
                .hasMessage("Missing value: tokens of the completion "
                        + "(the reward length counts them; waggle reward takes --model DIR)");
    }

    @Test
    void boundsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new Length(-1, 2, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid from: -1 (must be >= 0)");
        assertThatThrownBy(() -> new Length(3, 2, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid to: 2 (must be >= from)");
        assertThatThrownBy(() -> new Length(1, 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid slack: 0 (must be >= 1)");
    }
}

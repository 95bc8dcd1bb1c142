package org.waggle.executor.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.waggle.executor.reward.Regex.Extent;

class RegexTest {
    @Test
    void theWholeCompletionOrAPartOfItMatches() {
        assertThat(Judged.by(new Regex("[0-9]+", Extent.WHOLE), "12", "a12", "12\n", ""))
                .containsExactly(1, 0, 0, 0);
        assertThat(Judged.by(new Regex("[0-9]+", Extent.PART), "12", "a12", "12\n", ""))
                .containsExactly(1, 1, 1, 0);
        assertThat(Judged.by(new Regex("(?s)a.*b", Extent.WHOLE), "a\nb")).containsExactly(1);
    }

    @Test
    void textsThatWouldKeepABacktrackingMatcherBusyForeverAreDoneAtOnce() {
        assertThat(Judged.by(new Regex("(a+)+b", Extent.WHOLE), "a".repeat(100_000)))
                .containsExactly(0);
    }

    @Test
    void anExpressionThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Regex("(a", Extent.PART))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid pattern: (a (must be an expression of RE2: missing closing ))");
        assertThatThrownBy(() -> new Regex("(a)\\1", Extent.PART))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid pattern: (a)\\1 (must be an expression of RE2: invalid escape sequence)");
    }
}

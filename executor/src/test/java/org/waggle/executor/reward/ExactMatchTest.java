package org.waggle.executor.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;
import org.waggle.executor.Examples;
import org.waggle.executor.reward.math.MathAnswer;

class ExactMatchTest {
    @Test
    void onlyTheAnswerScoresOneWhiteSpaceApart() {
        double[] scores = new ExactMatch()
                .score(Examples.group(Examples.PROBLEM, "2", " 2\n", "02", "2.0", "22", ""), Examples.CONTEXT)
                .values();
        assertThat(scores).containsExactly(1, 1, 0, 0, 0, 0);
    }

    @Test
    void aProblemWithoutAnAnswerIsNamedAndNotScored() {
        Problem unanswered = new Problem("7", "1+1=", " ", Map.of());
        assertThatThrownBy(() -> new ExactMatch().score(Examples.group(unanswered, ""), Examples.CONTEXT))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Missing value: answer of problem 7 (the reward exact-match compares with it; task.columns names the column)");
        assertThatThrownBy(() -> new MathAnswer().score(Examples.group(unanswered, "2"), Examples.CONTEXT))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the reward math compares with it");
    }
}

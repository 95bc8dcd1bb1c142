package org.waggle.executor.reward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waggle.executor.Examples;

class ExactMatchTest {
    @Test
    void onlyTheAnswerScoresOneWhiteSpaceApart() {
        double[] scores = new ExactMatch()
                .score(Examples.group(Examples.PROBLEM, "2", " 2\n", "02", "2.0", "22", ""), Examples.CONTEXT)
                .values();
        assertThat(scores).containsExactly(1, 1, 0, 0, 0, 0);
    }
}

package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.Group;
import org.waggle.common.data.Problem;
import org.waggle.common.spi.Reward;
import org.waggle.executor.Examples;
import org.waggle.executor.reward.ExactMatch;
import org.waggle.executor.reward.Numeric;
import org.waggle.executor.reward.external.HttpReward;
import org.waggle.executor.reward.external.PythonReward;
import org.waggle.executor.reward.gym.ReasoningGym;
import org.waggle.executor.reward.math.MathAnswer;

class RewardContractTest {
    private static final Problem PROBLEM =
            new Problem("1+1", "1+1=", "2", Map.of("metadata", "{\"source_dataset\": \"basic_arithmetic\"}"));
    private static final Group GROUP =
            Examples.group(PROBLEM, "2", "", " 2 ", "-1e308", "NaN", "two", "2".repeat(400), "\u0000");

    static Stream<Reward> rewards() {
        // A service and a process of Python have tests of their own.
        return ExampleComponents.of(Reward.class)
                .filter(reward -> !(reward instanceof HttpReward || reward instanceof PythonReward));
    }

    @ParameterizedTest
    @MethodSource("rewards")
    void everyCompletionHasOneFiniteScore(Reward reward) {
        assertThat(reward.score(GROUP, Examples.CONTEXT).values())
                .hasSize(GROUP.size())
                .satisfies(scores -> {
                    for (double score : scores) {
                        assertThat(score).isFinite();
                    }
                });
        assertThat(reward.score(GROUP, Examples.CONTEXT).steps()).hasNumberOfRows(GROUP.size());
    }

    static Stream<Reward> comparing() {
        return rewards()
                .filter(reward -> reward instanceof ExactMatch
                        || reward instanceof MathAnswer
                        || reward instanceof Numeric
                        || reward instanceof ReasoningGym);
    }

    @ParameterizedTest
    @MethodSource("comparing")
    void theRightAnswerScoresMost(Reward reward) {
        double[] scores = reward.score(GROUP, Examples.CONTEXT).values();
        assertThat(scores[0]).isEqualTo(1);
        assertThat(scores).satisfies(all -> {
            for (double score : all) {
                assertThat(score).isBetween(0.0, 1.0);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rewards")
    void aRetryGivesTheSameScores(Reward reward) {
        assertThat(Serialized.copy(reward).score(GROUP, Examples.CONTEXT).values())
                .containsExactly(reward.score(GROUP, Examples.CONTEXT).values());
    }
}

package org.waggle.executor.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.FailedReward;
import org.waggle.common.spi.CompletionReward;
import org.waggle.common.spi.Reward;
import org.waggle.executor.Examples;
import org.waggle.executor.composer.WeightedSum;
import org.waggle.executor.evaluator.PassAtK;
import org.waggle.executor.guard.Guarded;

/** Samples 0, 1 and 2 say 5, x and 7; the channel {@code number} fails on x. */
class FailedRewardTest {
    private static final Group GROUP = Examples.group(Examples.PROBLEM, "5", "x \n is not a number", "7");
    private static final String WHERE = "group s000001-n0-g00000, problem 1+1, sample 1 'x is not a number'";

    private static final CompletionReward NUMBER = (problem, completion) -> Double.parseDouble(completion.text());
    private static final CompletionReward LENGTH = (problem, completion) -> completion.length();
    private static final CompletionReward NAN =
            (problem, completion) -> completion.sample() == 1 ? Double.NaN : completion.length();
    private static final CompletionReward HANGING = (problem, completion) -> {
        if (completion.sample() == 1) {
            never();
        }
        return completion.length();
    };

    private static void never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScoredGroup scored(FailedReward whenFailed, Reward reward) {
        ChannelWorker channels = new ChannelWorker(
                new TreeMap<>(Map.of("length", LENGTH, "number", reward)), 1, whenFailed, Examples.CONTEXT);
        WeightedSum sum = new WeightedSum(Map.of("length", 10.0, "number", 1.0));
        return new ScoreWorker(channels, new Guarded<>("composer", sum, 1))
                .score(List.of(GROUP))
                .get(0);
    }

    private static double[] said(ScoredGroup scored, String channel) {
        return Objects.requireNonNull(scored.channels().get(channel)).values();
    }

    private static String reason(ScoredGroup scored, int place) {
        Completion completion = scored.group().completions().get(place);
        return completion.extra().getOrDefault(ScoredGroup.FAILURE, "");
    }

    @Test
    void theSampleThatAChannelFailsOnIsDroppedAndSaysWhy() {
        ScoredGroup scored = scored(FailedReward.DROP, NUMBER);
        // Ten for each of 1, 2 and 3 tokens, and the number.
        assertThat(scored.rewards()).containsExactly(10 + 5, Double.NaN, 30 + 7);
        assertThat(said(scored, "length")).containsExactly(1, 2, 3);
        assertThat(said(scored, "number")).containsExactly(5, Double.NaN, 7);
        assertThat(reason(scored, 1))
                .startsWith("Cannot go on: reward number threw java.lang.NumberFormatException")
                .endsWith("(" + WHERE + ")");
        assertThat(reason(scored, 0)).isEmpty();
    }

    @Test
    void theDriverCountsItAndChoosesAmongTheOthers() {
        GroupSummary summary = scored(FailedReward.DROP, NUMBER).summary();
        assertThat(summary.rewards()).containsExactly(15, 37);
        assertThat(summary.sample(2).reward()).isEqualTo(37);
        assertThat(summary.dropped()).isEqualTo(1);
        assertThat(summary.drawn()).isEqualTo(3);
    }

    @Test
    void aScoreThatIsNotFiniteIsAFailureToo() {
        ScoredGroup scored = scored(FailedReward.DROP, NAN);
        assertThat(scored.rewards()).containsExactly(11, Double.NaN, 33);
        assertThat(reason(scored, 1)).isEqualTo("Invalid reward number: NaN (must be finite; %s)".formatted(WHERE));
    }

    @Test
    void aSampleThatTakesForeverIsDropped() {
        ScoredGroup scored = scored(FailedReward.DROP, HANGING);
        assertThat(scored.rewards()).containsExactly(11, Double.NaN, 33);
        assertThat(reason(scored, 1)).contains("reward number took longer than 1 s", WHERE);
    }

    @Test
    void aRewardThatComparesLosesTheGroup() {
        Reward comparing = (group, context) -> Scores.of(1);
        ScoredGroup scored = scored(FailedReward.DROP, comparing);
        assertThat(scored.rewards()).containsExactly(Double.NaN, Double.NaN, Double.NaN);
        assertThat(reason(scored, 2)).startsWith("Invalid reward number: 1 scores for 3 completions");
        assertThat(scored.summary().samples()).isEmpty();
    }

    private static EvaluationWorker.Measured measured(FailedReward whenFailed, Group group, Integer... k) {
        ChannelWorker channels =
                new ChannelWorker(new TreeMap<>(Map.of("number", NUMBER)), 1, whenFailed, Examples.CONTEXT);
        PassAtK passAtK = new PassAtK(1, 3, List.of(k), "number", 6, Examples.SAMPLING);
        return new EvaluationWorker(new Guarded<>("evaluator", passAtK, 1), channels)
                .measure(List.of(group))
                .get(0);
    }

    @Test
    void anEvaluationIsOfTheOtherCompletions() {
        EvaluationWorker.Measured measured = measured(FailedReward.DROP, GROUP, 1, 2, 3);
        // 7 of 5 and 7 is right; three completions aren't there.
        assertThat(measured.metrics()).isEqualTo(Map.of("pass@1", 0.5, "pass@2", 1.0));
        assertThat(measured.dropped()).isEqualTo(1);
    }

    @Test
    void aProblemWithoutAScoreHasNoMetric() {
        EvaluationWorker.Measured measured =
                measured(FailedReward.DROP, Examples.group(Examples.PROBLEM, "x", "y", "z"), 1);
        assertThat(measured.metrics()).isEmpty();
        assertThat(measured.dropped()).isEqualTo(3);
    }

    @Test
    void anEvaluationStopsWhereTheRunWould() {
        assertThatThrownBy(() -> measured(FailedReward.STOP, GROUP, 1))
                .isInstanceOf(RunException.class)
                .hasMessageEndingWith("(" + WHERE + ")");
    }

    @Test
    void aRunThatStopsNamesTheSample() {
        assertThatThrownBy(() -> scored(FailedReward.STOP, NUMBER))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot go on: reward number threw java.lang.NumberFormatException")
                .hasMessageEndingWith("(" + WHERE + ")");
    }

    @Test
    void aMessageOfTheRewardsOwnIsToldWithWhatItIsAbout() {
        CompletionReward picky = (problem, completion) -> {
            throw RunException.input("Invalid answer: no");
        };
        assertThatThrownBy(() -> scored(FailedReward.STOP, picky))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Invalid answer: no (reward number;" + " group s000001-n0-g00000, problem 1+1, sample 0 '5')");
    }
}

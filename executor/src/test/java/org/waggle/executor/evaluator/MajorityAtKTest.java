package org.waggle.executor.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Group;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.executor.Examples;
import org.waggle.executor.evaluator.MajorityVote.Answer;

class MajorityAtKTest {
    private static MajorityAtK evaluator(int samples, String answer, Integer... k) {
        return new MajorityAtK(1, samples, List.of(k), Examples.CHANNEL, 1, answer, Examples.SAMPLING);
    }

    /** Completions of 1+1, of which those that end in 2 are right. */
    private static Map<String, Double> measure(MajorityAtK evaluator, String... texts) {
        Group group = Examples.group(Examples.PROBLEM, texts);
        double[] scores = group.completions().stream()
                .mapToDouble(completion -> completion.text().endsWith("2") ? 1 : 0)
                .toArray();
        return evaluator.measure(
                ScoredGroup.uncomposed(group, new TreeMap<>(Map.of(Examples.CHANNEL, Scores.of(scores)))));
    }

    @Test
    void ofOneCompletionItIsItsAccuracy() {
        // Two of four are right.
        assertThat(measure(evaluator(4, ".*", 1), "2", "3", "2", "4")).containsExactly(Map.entry("maj@1", 0.5));
    }

    @Test
    void ofAllCompletionsTheMostFrequentAnswerCounts() {
        assertThat(measure(evaluator(4, ".*", 4), "2", "3", "2", "4").get("maj@4"))
                .isEqualTo(1);
        assertThat(measure(evaluator(4, ".*", 4), "2", "3", "3", "4").get("maj@4"))
                .isZero();
    }

    @Test
    void equallyFrequentAnswersShareTheVote() {
        // 2, 2 against 3, 3: one half; three answers once each: one third.
        assertThat(measure(evaluator(4, ".*", 4), "2", "3", "2", "3").get("maj@4"))
                .isEqualTo(0.5);
        assertThat(measure(evaluator(3, ".*", 3), "2", "3", "4").get("maj@3")).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void allSubsetsAreCounted() {
        // Of 2, 2, 3 there are three pairs: {2, 2} elects 2, the two {2, 3} are ties.
        assertThat(measure(evaluator(3, ".*", 2), "2", "2", "3").get("maj@2")).isCloseTo(2.0 / 3, within(1e-12));
        // Of 2, 2, 2, 3, 3 there are ten triples; those with at least two 2s are 1 + 3 · 2 = 7.
        assertThat(new MajorityVote(5, List.of(new Answer(3, true), new Answer(2, false))).correct(3))
                .isCloseTo(0.7, within(1e-12));
    }

    @Test
    void whoGivesNoAnswerDoesNotVote() {
        // Pairs of 2, 3, -, -: {2, 3} is a tie, {2, -} twice right, {3, -} twice wrong, {-, -} wrong: 2.5 of 6.
        assertThat(measure(evaluator(4, "[0-9]", 2), "2", "3", "-", "").get("maj@2"))
                .isCloseTo(2.5 / 6, within(1e-12));
    }

    @Test
    void theAnswerIsTheLastMatchOrItsGroup() {
        // Both say 2 in the end, and the third says 1.
        assertThat(measure(evaluator(3, "<(.)>", 3), "<1> <2>2", "< >, <2> 2", "<1>")
                        .get("maj@3"))
                .isEqualTo(1);
    }

    @Test
    void anExpressionThatIsNoneIsRefused() {
        assertThatThrownBy(() -> evaluator(1, "(", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid answer: ( (must be a regular expression: missing closing ))");
    }
}

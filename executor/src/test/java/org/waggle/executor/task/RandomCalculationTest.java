package org.waggle.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;

class RandomCalculationTest {
    private static final String PROMPT = "{expression}=";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 20})
    void problemsNeverRepeatWithinOrAcrossSplits(int operations) {
        RandomCalculation task = new RandomCalculation(operations, 4, PROMPT, 500);
        Set<String> questions = new HashSet<>();
        for (long i = 0; i < 500; i++) {
            questions.add(task.problem(new Seed(1), Split.HELD_OUT, i).id());
        }
        for (long i = 0; i < 4000; i++) {
            questions.add(task.problem(new Seed(1), Split.TRAIN, i).id());
        }
        assertThat(questions).hasSize(4500);
    }

    @Test
    void aTaskWithALargeHoldOutIsDisjointAndWithoutRepeats() {
        RandomCalculation task = new RandomCalculation(1, 2, PROMPT, 20_000);
        assertThat(task.size(Split.TRAIN)).isEqualTo(626_400);
        Set<String> questions = new HashSet<>();
        LongStream.range(0, 20_000)
                .forEach(i -> questions.add(
                        task.problem(new Seed(9), Split.HELD_OUT, i).id()));
        LongStream.range(0, 40_000)
                .forEach(i ->
                        questions.add(task.problem(new Seed(9), Split.TRAIN, i).id()));
        assertThat(questions).hasSize(60_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 20})
    void expressionsHaveTheAskedLengthAndAnswersTheAskedDigits(int operations) {
        RandomCalculation task = new RandomCalculation(operations, 3, PROMPT, 10);
        for (long i = 0; i < 200; i++) {
            Problem problem = task.problem(new Seed(4), Split.TRAIN, i);
            assertThat(problem.prompt().replaceAll("[^+×÷-]", "")).hasSize(operations);
            assertThat(problem.prompt()).isEqualTo(problem.id() + "=");
            assertThat(problem.answer()).matches("-?[0-9]+\\.[0-9]{3}");
        }
    }

    @Test
    void heldOutProblemsAreTheSameForEverySeedAndTrainingIsNot() {
        RandomCalculation task = new RandomCalculation(5, 4, PROMPT, 100);
        assertThat(task.problem(new Seed(1), Split.HELD_OUT, 7))
                .isEqualTo(task.problem(new Seed(2), Split.HELD_OUT, 7));
        assertThat(task.problem(new Seed(1), Split.TRAIN, 7)).isNotEqualTo(task.problem(new Seed(2), Split.TRAIN, 7));
    }

    @Test
    void theFourKindsOfNumbersAreEquallyFrequent() {
        RandomCalculation task = new RandomCalculation(3, 4, PROMPT, 0);
        int[] kinds = new int[3];
        for (long i = 0; i < 2000; i++) {
            String text = task.problem(new Seed(1), Split.TRAIN, i).id();
            kinds[0] += text.split("/", -1).length - 1;
            kinds[1] += text.split("\\^2", -1).length - 1;
            kinds[2] += text.split("\\^3", -1).length - 1;
        }
        // 8,000 leaves: 2,000 of each kind, with a standard deviation of √(8000 × 3/16) = 39.
        assertThat(kinds).satisfies(counts -> {
            for (int count : counts) {
                assertThat(count).isBetween(1800, 2200);
            }
        });
    }

    @Test
    void longTasksDoNotEndInPractice() {
        assertThat(new RandomCalculation(20, 4, PROMPT, 1000).size(Split.TRAIN)).isEqualTo((1L << 62) - 1000);
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> new RandomCalculation(0, 4, PROMPT, 10))
                .hasMessage("Invalid operations: 0 (must be from 1 to 20)");
        assertThatThrownBy(() -> new RandomCalculation(21, 4, PROMPT, 10))
                .hasMessage("Invalid operations: 21 (must be from 1 to 20)");
        assertThatThrownBy(() -> new RandomCalculation(1, -1, PROMPT, 10))
                .hasMessage("Invalid decimals: -1 (must be from 0 to 20)");
        assertThatThrownBy(() -> new RandomCalculation(1, 4, PROMPT, 646_400))
                .hasMessage(
                        "Invalid held-out: 646400 (must be >= 0 and less than the 646400 problems with 1 operations)");
    }
}

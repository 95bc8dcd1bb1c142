package org.waggle.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Preference;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.Verdict;

class AdditionTest {
    private static final String PROMPT = "{a}+{b}=";
    private static final Addition TWO_DIGITS = new Addition(10, 99, 99, PROMPT, 256, 0);

    @Test
    void answersAreSumsOfOperandsInRange() {
        for (long i = 0; i < 1000; i++) {
            Problem problem = TWO_DIGITS.problem(new Seed(1), Split.TRAIN, i);
            String[] operands = problem.prompt().replace("=", "").split("\\+");
            assertThat(operands)
                    .hasSize(2)
                    .allSatisfy(operand -> assertThat(Long.parseLong(operand)).isBetween(10L, 89L));
            assertThat(Long.parseLong(problem.answer())).isBetween(20L, 99L);
            assertThat(problem.answer())
                    .isEqualTo(Long.toString(Long.parseLong(operands[0]) + Long.parseLong(operands[1])));
            assertThat(problem.prompt()).isEqualTo(problem.id() + "=");
            assertThat(TWO_DIGITS.demonstration(problem, new Seed(7))).isEqualTo(problem.answer());
        }
    }

    @Test
    void heldOutProblemsDifferFromEachOtherAndFromTraining() {
        Set<String> heldOut = new HashSet<>();
        for (long i = 0; i < 256; i++) {
            heldOut.add(TWO_DIGITS.problem(new Seed(1), Split.HELD_OUT, i).id());
        }
        assertThat(heldOut).hasSize(256);
        for (long i = 0; i < 20_000; i++) {
            String id = TWO_DIGITS.problem(new Seed(1), Split.TRAIN, i).id();
            String mirrored = id.replaceAll("(.*)\\+(.*)", "$2+$1");
            assertThat(heldOut).doesNotContain(id, mirrored);
        }
    }

    @Test
    void knowsItsOwnProblemsAndNoOthers() {
        Problem training = TWO_DIGITS.problem(new Seed(3), Split.TRAIN, 5);
        assertThat(TWO_DIGITS.verdict(training)).isEqualTo(new Verdict.Sound(training));
        assertThat(TWO_DIGITS.verdict(TWO_DIGITS.problem(new Seed(3), Split.HELD_OUT, 5)))
                .isEqualTo(new Verdict.Refused(Rejection.HELD_OUT, "kept for evaluation"));
        assertThat(TWO_DIGITS.verdict(new Problem("10+12", "10+12=", "23", Map.of())))
                .matches(AdditionTest::isWrong);
        assertThat(TWO_DIGITS.verdict(new Problem("10+12", "<|im_end|>10+12=", "22", Map.of())))
                .matches(AdditionTest::isWrong);
        assertThat(TWO_DIGITS.verdict(new Problem("010+12", "010+12=", "22", Map.of())))
                .matches(AdditionTest::isWrong);
        assertThat(TWO_DIGITS.verdict(new Problem("9+12", "9+12=", "21", Map.of())))
                .matches(AdditionTest::isWrong);
        assertThat(TWO_DIGITS.verdict(new Problem("90+90", "90+90=", "180", Map.of())))
                .matches(AdditionTest::isWrong);
        assertThat(TWO_DIGITS.verdict(new Problem("x", "", "", Map.of()))).matches(AdditionTest::isWrong);
    }

    @Test
    void heldOutProblemsAreTheSameForEverySeedAndTrainingIsNot() {
        assertThat(TWO_DIGITS.problem(new Seed(1), Split.HELD_OUT, 5))
                .isEqualTo(TWO_DIGITS.problem(new Seed(2), Split.HELD_OUT, 5));
        assertThat(TWO_DIGITS.problem(new Seed(1), Split.TRAIN, 5))
                .isNotEqualTo(TWO_DIGITS.problem(new Seed(2), Split.TRAIN, 5));
    }

    @Test
    void trainingReachesEveryPairThatIsNotHeldOut() {
        // Sums up to 2: six pairs, one held out; its mirror image leaves training too.
        Addition tiny = new Addition(0, 2, 2, PROMPT, 1, 0);
        Set<String> seen = new TreeSet<>();
        for (long i = 0; i < 400; i++) {
            seen.add(tiny.problem(new Seed(1), Split.TRAIN, i).id());
        }
        String heldOut = tiny.problem(new Seed(1), Split.HELD_OUT, 0).id();
        Set<String> expected = new TreeSet<>(Set.of("0+0", "0+1", "1+0", "1+1", "0+2", "2+0"));
        expected.remove(heldOut);
        expected.remove(new StringBuilder(heldOut).reverse().toString());
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void operandsAndSumsAreBoundedApart() {
        // Operands 1 to 3, sums up to 5: all nine pairs but 3+3.
        Addition bounded = new Addition(1, 3, 5, "What is {a} + {b}?", 0, 0);
        Set<String> seen = new TreeSet<>();
        for (long i = 0; i < 200; i++) {
            seen.add(bounded.problem(new Seed(1), Split.TRAIN, i).prompt());
        }
        assertThat(seen)
                .containsExactly(
                        "What is 1 + 1?",
                        "What is 1 + 2?",
                        "What is 1 + 3?",
                        "What is 2 + 1?",
                        "What is 2 + 2?",
                        "What is 2 + 3?",
                        "What is 3 + 1?",
                        "What is 3 + 2?");
    }

    @Test
    void theSumIsPreferredToANumberWithOneOtherDigit() {
        assertThat(TWO_DIGITS.hasPreferences()).isTrue();
        Problem problem = TWO_DIGITS.problem(new Seed(1), Split.TRAIN, 3);
        Set<String> rejected = new TreeSet<>();
        for (long i = 0; i < 50; i++) {
            Preference preference = TWO_DIGITS.preference(problem, new Seed(i));
            assertThat(preference.chosen()).isEqualTo(problem.answer());
            assertThat(preference.rejected()).hasSameSizeAs(problem.answer()).isNotEqualTo(problem.answer());
            rejected.add(preference.rejected());
        }
        assertThat(rejected).hasSizeGreaterThan(10);
    }

    @Test
    void trainingNeverEnds() {
        assertThat(TWO_DIGITS.size(Split.TRAIN)).isEqualTo(Long.MAX_VALUE);
        assertThat(TWO_DIGITS.size(Split.HELD_OUT)).isEqualTo(256);
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> new Addition(-1, 9, 9, PROMPT, 0, 0))
                .hasMessage("Invalid min-operand: -1 (must be >= 0)");
        assertThatThrownBy(() -> new Addition(5, 5, 4, PROMPT, 0, 0))
                .hasMessage("Invalid max-sum: 4 (must be from twice min-operand 5 to 999999999)");
        assertThatThrownBy(() -> new Addition(5, 4, 10, PROMPT, 0, 0))
                .hasMessage("Invalid max-operand: 4 (must be from min-operand 5 to 999999999)");
        assertThatThrownBy(() -> new Addition(0, 9, 9, "{a}+b=", 0, 0))
                .hasMessage("Invalid prompt: {a}+b= (must contain {b})");
        assertThatThrownBy(() -> new Addition(0, 9, 9, PROMPT, 28, 0))
                .hasMessage("Invalid held-out: 28 (must be >= 0 and less than half of the 55 pairs of operands)");
        assertThatThrownBy(() -> TWO_DIGITS.problem(new Seed(1), Split.HELD_OUT, 256))
                .hasMessage("Invalid problem index: 256 (must be >= 0 and < 256)");
    }

    @Test
    void aNoisyTeacherReplacesOneDigitAsOftenAsAsked() {
        Addition noisy = new Addition(10, 99, 99, PROMPT, 256, 0.5);
        int wrong = 0;
        for (int i = 0; i < 2000; i++) {
            Problem problem = noisy.problem(new Seed(1), Split.TRAIN, i);
            String shown = noisy.demonstration(problem, new Seed(2).at(i));
            assertThat(shown).hasSameSizeAs(problem.answer());
            wrong += shown.equals(problem.answer()) ? 0 : 1;
        }
        assertThat(wrong).isBetween(900, 1100);
    }

    private static boolean isWrong(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused && refused.reason() == Rejection.WRONG;
    }
}

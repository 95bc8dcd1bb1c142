package org.waggle.executor.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.common.data.Problem;
import org.waggle.executor.Examples;

class NumericTest {
    private static final Numeric PARTIAL = new Numeric(0.001, true, Numeric.Reading.WHOLE);
    private static final Numeric STRICT = new Numeric(0.001, false, Numeric.Reading.WHOLE);

    private static double score(Numeric reward, String answer, String text) {
        Problem problem = new Problem("p", "p=", answer, Map.of());
        return reward.score(problem, Examples.completion(0, text));
    }

    @Test
    void numbersWithinTheToleranceScoreOne() {
        assertThat(score(STRICT, "2", "2.0")).isEqualTo(1);
        assertThat(score(STRICT, "2", " +2.0005 ")).isEqualTo(1);
        assertThat(score(STRICT, "0.5", "5e-1")).isEqualTo(1);
        assertThat(score(STRICT, "2", "2.002")).isZero();
    }

    @Test
    void partialCreditFallsWithAbsoluteAndRelativeDistance() {
        // distance 0.4 of 2: 1 - 0.4 / 2 - 0.2 / 2 = 0.7
        assertThat(score(PARTIAL, "2", "2.4")).isCloseTo(0.7, within(1e-6));
        // distance 2 of 4: 1 - 1 / 2 - 0.5 / 2 = 0.25
        assertThat(score(PARTIAL, "-4", "-2")).isCloseTo(0.25, within(1e-6));
        // distance 100 of 2: both parts are at their worst
        assertThat(score(PARTIAL, "2", "102")).isZero();
        // distance 0.1 of 0: 1 - 0.1 / 2 - 1 / 2 = 0.45
        assertThat(score(PARTIAL, "0", "0.1")).isCloseTo(0.45, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "two",
                "NaN",
                "Infinity",
                "0x2",
                "2d",
                "1,000",
                "2 2",
                "1e999",
                "9e9999",
                "٢",
                "2=2"
            })
    void whatIsNotOneNumberScoresZero(String text) {
        assertThat(score(PARTIAL, "2", text)).isZero();
        assertThat(score(STRICT, "2", text)).isZero();
    }

    @Test
    void theLastNumberOfAnAnswerInWordsMayCount() {
        Numeric last = new Numeric(0, false, Numeric.Reading.LAST);
        assertThat(score(last, "5", "2 + 3 = 5.")).isEqualTo(1);
        assertThat(score(last, "-5", "The answer is -5")).isEqualTo(1);
        assertThat(score(last, "5", "5, as 2 + 3")).isZero();
        assertThat(score(last, "5", "five")).isZero();
    }

    @Test
    void thousandsMayBeApart() {
        Numeric last = new Numeric(0, false, Numeric.Reading.LAST);
        assertThat(score(last, "1042", "in all $1,042.")).isEqualTo(1);
        assertThat(score(last, "42", "1,042")).isZero();
        assertThat(score(last, "-5", "it is \u22125")).isEqualTo(1);
        assertThat(score(STRICT, "1042.5", "1,042.5")).isEqualTo(1);
        assertThat(score(STRICT, "1042", "10,42")).isZero();
    }

    @Test
    void numbersAreNotRounded() {
        Numeric exact = new Numeric(0, false, Numeric.Reading.WHOLE);
        assertThat(score(exact, "10000000000000000", "9999999999999999")).isZero();
    }

    @Test
    void hugeNumbersNeverGiveNan() {
        String huge = "1" + "0".repeat(308);
        assertThat(score(PARTIAL, "-" + huge, huge)).isZero();
        assertThat(score(PARTIAL, huge, huge)).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNotANumberIsTheUsersError() {
        assertThatThrownBy(() -> score(STRICT, "Paris", "2"))
                .hasMessage(
                        "Invalid answer: 'Paris' of problem p (must be a decimal number: the reward numeric compares numbers)");
    }

    @Test
    void aNegativeToleranceIsRefused() {
        assertThatThrownBy(() -> new Numeric(-1, false, Numeric.Reading.WHOLE))
                .hasMessage("Invalid tolerance: -1.0 (must be >= 0 and finite)");
    }
}

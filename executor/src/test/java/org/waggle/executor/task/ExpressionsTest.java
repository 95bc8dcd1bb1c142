package org.waggle.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
    @Test
    void everyNumberGivesAnotherTextAndWithOneOperationAValue() {
        Expressions expressions = new Expressions(1);
        // 1 shape × 4 operators × 4² kinds × 101 × 100 ranks
        assertThat(expressions.count()).isEqualTo(BigInteger.valueOf(646_400));
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 646_400; i += 8) {
            Expression expression = expressions.at(BigInteger.valueOf(i));
            texts.add(expression.value().isPresent() ? expression.text() : "none");
        }
        assertThat(texts).hasSize(80_800).doesNotContain("none");
    }

    @Test
    void countsAreShapesTimesOperatorsTimesKindsTimesRanks() {
        // 2 shapes × 4² operators × 4³ kinds × 101 × 100²
        assertThat(new Expressions(2).count()).isEqualTo(BigInteger.valueOf(2_068_480_000L));
        // Catalan number of 20 is 6,564,120,420
        assertThat(new Expressions(20).count())
                .isEqualTo(BigInteger.valueOf(6_564_120_420L)
                        .multiply(BigInteger.valueOf(4).pow(41))
                        .multiply(BigInteger.valueOf(101))
                        .multiply(BigInteger.valueOf(100).pow(20)));
    }

    @Test
    void allShapesOfThreeOperationsOccur() {
        Expressions expressions = new Expressions(3);
        Set<String> shapes = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            // Shape i, all operators PLUS, all leaves whole numbers.
            String text = expressions.at(BigInteger.valueOf(i)).text();
            shapes.add(text.replaceAll("[0-9]+", "n"));
        }
        assertThat(shapes)
                .containsExactlyInAnyOrder("((n+n)+n)+n", "(n+(n+n))+n", "(n+n)+(n+n)", "n+((n+n)+n)", "n+(n+(n+n))");
    }

    @Test
    void fractionsAreWrittenSoThatNoReaderMistakesThem() {
        Expression fraction = LeafKind.FRACTION.leaf(3 + 101 * 3, 0);
        Expression square = LeafKind.SQUARE.leaf(7, 0);
        Expression divided = Expression.of(square, Operator.DIVIDED_BY, fraction);
        assertThat(divided.text()).isEqualTo("7^2÷(3/4)");
        // 49 ÷ 3/4 = 196/3
        assertThat(divided.value()).isEqualTo(Optional.of(Rational.of(196, 3)));
    }

    @Test
    void aZeroDivisorLeavesNoValueAndSoDoesWhatContainsIt() {
        Expression five = LeafKind.INTEGER.leaf(5, 0);
        Expression zero = Expression.of(five, Operator.MINUS, five);
        Expression divided = Expression.of(five, Operator.DIVIDED_BY, zero);
        assertThat(divided.value()).isEmpty();
        assertThat(Expression.of(five, Operator.TIMES, divided).value()).isEmpty();
    }
}

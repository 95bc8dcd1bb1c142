package org.waggle.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RationalTest {
    @Test
    void fractionsAreKeptInLowestTerms() {
        assertThat(Rational.of(6, -4)).isEqualTo(Rational.of(-3, 2));
        assertThat(Rational.of(0, -7)).isEqualTo(Rational.of(0, 1));
    }

    @Test
    void arithmeticIsExact() {
        Rational third = Rational.of(1, 3);
        Rational half = Rational.of(1, 2);
        assertThat(third.plus(half)).isEqualTo(Rational.of(5, 6));
        assertThat(third.minus(half)).isEqualTo(Rational.of(-1, 6));
        assertThat(third.times(half)).isEqualTo(Rational.of(1, 6));
        assertThat(third.dividedBy(half)).isEqualTo(Rational.of(2, 3));
        assertThatThrownBy(() -> third.dividedBy(Rational.of(0, 5))).hasMessage("Cannot divide by zero");
    }

    @Test
    void decimalsAreFixedAndHalvesGoToTheEvenNeighbour() {
        assertThat(Rational.of(3, 4).toDecimal(4)).isEqualTo("0.7500");
        assertThat(Rational.of(-1, 3).toDecimal(3)).isEqualTo("-0.333");
        assertThat(Rational.of(1, 8).toDecimal(2)).isEqualTo("0.12");
        assertThat(Rational.of(3, 8).toDecimal(2)).isEqualTo("0.38");
        assertThat(Rational.of(-1, 1000).toDecimal(2)).isEqualTo("0.00");
        assertThat(Rational.of(1_000_000, 1).toDecimal(0)).isEqualTo("1000000");
    }
}

package org.waggle.driver.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void aRoundedAxisEndsAtQuartersOfATick() {
        // (0.97 - 0.61) / 5 = 0.072, so ticks of 0.1 and quarters of 0.025
        Axis axis = Axis.rounded(DoubleStream.of(0.61, 0.97), 5);

        assertThat(axis.low()).isCloseTo(0.6, within(1e-12));
        assertThat(axis.high()).isCloseTo(0.975, within(1e-12));
        assertThat(axis.ticks()).containsExactly(new double[] {0.6, 0.7, 0.8, 0.9}, within(1e-12));
    }

    @Test
    void zeroIsIncludedWhereItIsNear() {
        assertThat(Axis.rounded(DoubleStream.of(2, 10), 5).ticks()).containsExactly(0, 2, 4, 6, 8, 10);
    }

    @Test
    void aConstantBeginsAtZero() {
        assertThat(Axis.rounded(DoubleStream.of(5, 5), 5).ticks()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Axis.rounded(DoubleStream.of(0, 0), 5).high()).isEqualTo(1);
        assertThat(Axis.rounded(DoubleStream.of(-3), 5).low()).isLessThanOrEqualTo(-3);
    }

    @Test
    void whatIsNotFiniteDoesNotCount() {
        Axis axis = Axis.rounded(DoubleStream.of(Double.NaN, 1, Double.POSITIVE_INFINITY, 0), 5);

        assertThat(axis).isEqualTo(new Axis(0, 1, 0.2));
    }

    @Test
    void anExactAxisBeginsAndEndsWithItsValues() {
        Axis axis = Axis.exact(DoubleStream.of(3, 47), 5);

        assertThat(axis).isEqualTo(new Axis(3, 47, 10));
        assertThat(axis.ticks()).containsExactly(10, 20, 30, 40);
        assertThat(axis.share(14)).isEqualTo(0.25);
    }

    @Test
    void aSinglePlaceHasRoom() {
        assertThat(Axis.exact(DoubleStream.of(7), 5).share(7)).isEqualTo(0);
    }
}

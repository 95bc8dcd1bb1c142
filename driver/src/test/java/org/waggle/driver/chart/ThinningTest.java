package org.waggle.driver.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
    @Test
    void aShortLineStaysAsItIs() {
        Series series = Series.line("a", new double[] {1, 2}, new double[] {3, 4});

        assertThat(Thinning.thin(series)).isSameAs(series);
    }

    @Test
    void neighboursBecomeTheirMeanAndABandOfTheirEnds() {
        // 480 points become 240: 1 and 2, 3 and 4, ...
        double[] x = IntStream.rangeClosed(1, 480).asDoubleStream().toArray();
        double[] y = IntStream.rangeClosed(1, 480)
                .mapToDouble(step -> step % 2 == 1 ? 10 : 20)
                .toArray();

        Series thin = Thinning.thin(Series.line("a", x, y));

        assertThat(thin.x()).hasSize(240).startsWith(1.5, 3.5).endsWith(479.5);
        assertThat(thin.y()).containsOnly(15);
        assertThat(thin.low()).containsOnly(10);
        assertThat(thin.high()).containsOnly(20);
    }

    @Test
    void aNumberBesideWhatIsNotFiniteStands() {
        double[] x = IntStream.range(0, 480).asDoubleStream().toArray();
        double[] y = new double[480];
        y[0] = Double.NaN;
        y[1] = 6;
        y[2] = Double.NaN;
        y[3] = Double.POSITIVE_INFINITY;

        Series thin = Thinning.thin(Series.line("a", x, y));

        assertThat(thin.y()).startsWith(6, Double.NaN, 0);
    }

    @Test
    void aSpreadOfItsOwnIsKept() {
        double[] x = IntStream.range(0, 480).asDoubleStream().toArray();
        double[] error = new double[480];
        Arrays.fill(error, 2);

        Series thin = Thinning.thin(Series.spread("a", Series.Style.LINE, x, new double[480], error));

        assertThat(thin.low()).containsOnly(-2);
        assertThat(thin.high()).containsOnly(2);
    }
}

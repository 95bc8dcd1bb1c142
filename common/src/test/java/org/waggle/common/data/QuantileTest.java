package org.waggle.common.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuantileTest {
    private static double quantile(double share, float[]... places) {
        return new Quantile(share)
                .of(halves -> Arrays.stream(places)
                        .map(place -> counts(place, halves))
                        .reduce(new TreeMap<>(), Quantile::sum));
    }

    private static SortedMap<Integer, Long> counts(float[] numbers, Set<Integer> halves) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (float number : numbers) {
            Quantile.count(number, halves, counts);
        }
        return counts;
    }

    @Test
    void aQuantileIsLinearBetweenNeighbours() {
        float[] numbers = {4, 1, 2, 3};
        assertThat(quantile(0, numbers)).isEqualTo(1);
        assertThat(quantile(1, numbers)).isEqualTo(4);
        assertThat(quantile(0.5, numbers)).isEqualTo(2.5);
        assertThat(quantile(0.9, numbers)).isCloseTo(3.7, within(1e-12));
        assertThat(quantile(0.5, new float[] {7})).isEqualTo(7);
    }

    @Test
    void numbersMayLieInManyPlaces() {
        assertThat(quantile(0.5, new float[] {4, 1}, new float[0], new float[] {2, 3}))
                .isEqualTo(2.5);
    }

    @Test
    void withoutNumbersThereIsNone() {
        assertThat(quantile(0.5, new float[0])).isNaN();
    }

    @Test
    void equalsAndZerosCountAsOftenAsTheyAreThere() {
        assertThat(quantile(0.5, new float[] {0, -0f, 0, 5})).isZero();
        assertThat(quantile(0.5, new float[] {2, 2, 2, 5, 0})).isEqualTo(2);
    }

    @Test
    void itIsWhatSortingGives() {
        // Close neighbours share the upper half of their bits, far ones don't.
        for (double scale : List.of(1e-6, 1.0, 100.0)) {
            float[] numbers = new float[999];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (3 + scale * Math.abs(new Seed(5).at(i).normal()));
            }
            float[] sorted = numbers.clone();
            Arrays.sort(sorted);
            for (double share : new double[] {0.1, 0.5, 0.8}) {
                double place = share * 998;
                int below = (int) place;
                double expected = sorted[below] + (place - below) * ((double) sorted[below + 1] - sorted[below]);
                assertThat(quantile(share, numbers)).isCloseTo(expected, within(1e-12));
            }
        }
    }
}

package org.waggle.common.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedTest {
    private static final Seed SEED = new Seed(7);

    @Test
    void noNameLeadsToThePlaceOfNumbers() {
        assertThat(SEED.at("rl")).isNotEqualTo(SEED.at(2).at('r').at('l'));
        assertThat(SEED.at("")).isNotEqualTo(SEED.at(0));
        assertThat(SEED.at("ab"))
                .isNotEqualTo(SEED.at("a").at('b'))
                .isNotEqualTo(SEED.at("a").at("b"));
        assertThat(SEED.at("rl")).isEqualTo(new Seed(7).at("rl"));
    }

    @Test
    void aNormalDrawLeavesTheNumberedPlacesToTheCaller() {
        double radius = Math.sqrt(-2 * Math.log(1 - SEED.at(0).uniform()));
        double ofNumberedPlaces = radius * Math.cos(2 * Math.PI * SEED.at(1).uniform());
        assertThat(SEED.normal()).isNotEqualTo(ofNumberedPlaces).isEqualTo(new Seed(7).normal());
    }

    @Test
    void normalDrawsHaveMeanZeroAndVarianceOne() {
        double[] draws =
                IntStream.range(0, 10_000).mapToDouble(i -> SEED.at(i).normal()).toArray();
        double mean = IntStream.range(0, draws.length)
                .mapToDouble(i -> draws[i])
                .average()
                .orElseThrow();
        double square = IntStream.range(0, draws.length)
                .mapToDouble(i -> draws[i] * draws[i])
                .average()
                .orElseThrow();
        // Standard errors: 1 / √10000 = 0.01 and √(2 / 10000) = 0.014.
        assertThat(mean).isCloseTo(0, within(0.04));
        assertThat(square).isCloseTo(1, within(0.06));
    }
}

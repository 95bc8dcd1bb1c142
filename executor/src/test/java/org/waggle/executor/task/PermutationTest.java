package org.waggle.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.common.data.Seed;

class PermutationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 1000, 4097})
    void everyPlaceIsTakenOnce(long size) {
        Permutation permutation = new Permutation(size, new Seed(7));
        assertThat(LongStream.range(0, size).map(permutation::place).sorted().toArray())
                .isEqualTo(LongStream.range(0, size).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 62, 63, 64, 65, 129, 351})
    void indexUndoesPlace(int bits) {
        BigInteger size = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        Permutation permutation = new Permutation(size, new Seed(3));
        for (int i = 0; i < 50; i++) {
            BigInteger index = BigInteger.valueOf(i)
                    .multiply(BigInteger.valueOf(982_451_653))
                    .mod(size);
            assertThat(permutation.place(index)).isBetween(BigInteger.ZERO, size.subtract(BigInteger.ONE));
            assertThat(permutation.index(permutation.place(index))).isEqualTo(index);
        }
    }

    @Test
    void anotherKeyGivesAnotherOrder() {
        Permutation one = new Permutation(1000, new Seed(1));
        Permutation two = new Permutation(1000, new Seed(2));
        assertThat(LongStream.range(0, 1000)
                        .filter(i -> one.place(i) == two.place(i))
                        .count())
                .as("about one of a thousand places agrees by chance")
                .isLessThan(8);
    }

    @Test
    void firstPlacesAreSpreadOverTheWholeRange() {
        Permutation permutation = new Permutation(1_000_000, new Seed(5));
        double mean =
                LongStream.range(0, 10_000).map(permutation::place).average().orElseThrow();
        // The mean of 10,000 uniform draws has a standard deviation of 1e6 / √12 / 100 = 2,887.
        assertThat(mean).isBetween(488_000.0, 512_000.0);
    }
}

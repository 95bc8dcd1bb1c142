package org.waggle.driver.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final List<Fingerprint> MANY = IntStream.range(0, 10_000)
            .mapToObj(i -> Fingerprint.of("text " + i))
            .toList();

    @Test
    void itIsTheBeginningOfASha256() {
        assertThat(Fingerprint.of("abc").name()).isEqualTo("ba7816bf8f01cfea");
    }

    @Test
    void composedAndDecomposedLettersAreOne() {
        assertThat(Fingerprint.question("ä").bits())
                .isEqualTo(Fingerprint.question("a\u0308").bits());
    }

    @Test
    void bucketsFollowTheOrderOfTheBits() {
        List<Integer> buckets = MANY.stream()
                .sorted(Comparator.comparing(Fingerprint::name))
                .map(one -> one.bucket(7))
                .toList();

        assertThat(buckets).isSorted().contains(0, 6).doesNotContain(-1, 7);
    }

    @Test
    void aTenthIsATenth() {
        assertThat(MANY.stream().filter(one -> one.share() < 0.1)).hasSizeBetween(900, 1100);
    }
}

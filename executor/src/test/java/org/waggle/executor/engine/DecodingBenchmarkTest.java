package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waggle.executor.tokenizer.Tokenizer;

/** What {@code waggle bench} says of decoding. */
class DecodingBenchmarkTest {
    @Test
    void speedIsSetAgainstTheBetterOfTwoBounds() {
        DecodingBenchmark.Speed speed = new DecodingBenchmark.Speed(200, 400, 300);
        assertThat(speed.share()).isEqualTo(0.75);
        try (DecoderPolicy policy = Policies.golden();
                Tokenizer tokenizer = Policies.goldenTokenizer()) {
            DecodingBenchmark.Speed measured = new DecodingBenchmark(8, 5, 4).measure(policy, tokenizer);
            assertThat(measured.reached()).isPositive();
            assertThat(measured.plain()).isPositive();
        }
    }

    @Test
    void aSequenceIsTheSameInAnyCompanyHere() {
        try (DecoderPolicy policy = Policies.golden();
                Tokenizer tokenizer = Policies.goldenTokenizer()) {
            assertThat(new CompanyCheck(policy, tokenizer).firstDifference()).isEmpty();
        }
    }
}

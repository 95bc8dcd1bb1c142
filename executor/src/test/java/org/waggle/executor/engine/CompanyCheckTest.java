package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waggle.executor.tokenizer.Tokenizer;

/** Whether sequences change each other. */
class CompanyCheckTest {
    @Test
    void aSequenceIsTheSameInAnyCompanyHere() {
        try (DecoderPolicy policy = Policies.golden();
                Tokenizer tokenizer = Policies.goldenTokenizer()) {
            assertThat(new CompanyCheck(policy, tokenizer).firstDifference()).isEmpty();
        }
    }
}

package org.waggle.driver.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code waggle bench} prints. */
class BenchRowTest {
    @Test
    void aLimitHasNothingBesideIt() {
        assertThat(BenchRow.limit("memory, copied", 34.4, "GB/s").text())
                .isEqualTo("memory, copied                                                34.40 GB/s");
    }

    @Test
    void aSpeedIsSetAgainstItsBoundAndItsTarget() {
        assertThat(BenchRow.share("decoding", 690, "tokens/s", 1_000, 0.7).text())
                .endsWith("690.00 tokens/s 69 % of 1,000 (target 70 %, missed)");
        assertThat(BenchRow.share("decoding", 700, "tokens/s", 1_000, 0.7).text())
                .endsWith("70 % of 1,000 (target 70 %)");
    }

    @Test
    void aDurationIsSetAgainstItsTarget() {
        assertThat(BenchRow.duration("reduce", 1.4, 1.5).text()).endsWith("1.40 s        (target 1.5 s)");
        assertThat(BenchRow.duration("reduce", 1.6, 1.5).text()).endsWith("1.60 s        (target 1.5 s, missed)");
    }
}

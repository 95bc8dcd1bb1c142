package org.waggle.driver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.5, 0.5",
        "0.125, 0.125",
        "0.00002, 2e-05",
        "1.5, 1.5",
        "12.34, 12.3",
        "999, 999",
        "1500, 1.5k",
        "-1500, -1.5k",
        "250000000, 250M",
        "3.2e9, 3.2G",
        "NaN, NaN",
        "1e16, 1e+16",
        "100, 100",
        "0.000125, 0.000125",
        "0.0000125, 1.25e-05",
        "0.00025, 0.00025"
    })
    void compactHasThreeDigitsAndAUnit(double value, String text) {
        assertThat(NumberText.compact(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "59400, 59s", "59600, 1m00s", "80000, 1m20s", "7500000, 2h05m", "-5000, 0s"})
    void durationHasItsTwoLargestUnits(long millis, String text) {
        assertThat(NumberText.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void errorIsLeftOutWhereThereIsNone() {
        assertThat(NumberText.withError(0.5, 0.031, 2)).isEqualTo("0.50 ± 0.03");
        assertThat(NumberText.withError(0.5, 0, 2)).isEqualTo("0.50");
        assertThat(NumberText.withError(0.5, Double.NaN, 2)).isEqualTo("0.50");
    }
}

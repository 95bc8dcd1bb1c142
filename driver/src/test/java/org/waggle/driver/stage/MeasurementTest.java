package org.waggle.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static SortedMap<String, Double> problem(String metric, double value) {
        return new TreeMap<>(Map.of(metric, value));
    }

    @Test
    void theStandardErrorIsOverProblems() {
        // 0.5 and 1: mean 0.75, sample variance 0.125, standard error √(0.125 / 2) = 0.25
        assertThat(Measurement.over(List.of(problem("pass@1", 0.5), problem("pass@1", 1))))
                .isEqualTo(Map.of("pass@1", new Measurement(0.75, 0.25)));
    }

    @Test
    void oneProblemHasNoStandardError() {
        assertThat(Measurement.over(List.of(problem("pass@1", 0.5))))
                .isEqualTo(Map.of("pass@1", new Measurement(0.5, 0)));
    }

    @Test
    void aMetricIsMeasuredOverTheProblemsThatHaveIt() {
        assertThat(Measurement.over(List.of(problem("valid", 1), problem("maj@4", 1), problem("valid", 0))))
                .containsOnlyKeys("maj@4", "valid")
                .containsEntry("maj@4", new Measurement(1, 0))
                .extractingByKey("valid")
                .extracting(Measurement::mean)
                .isEqualTo(0.5);
    }

    @Test
    void noProblemsHaveNoMeasurements() {
        assertThat(Measurement.over(List.of())).isEmpty();
    }
}

package org.waggle.driver.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.RunException;
import org.waggle.driver.compare.ArmResult.Point;
import org.waggle.driver.metrics.MetricsLine;

class ComparisonTest {
    private static final ArmsFile FILE = new ArmsFile(
            "arithmetic",
            List.of(1L, 2L),
            "held-out/pass@1",
            List.of(),
            List.of(new Arm("grpo", "grpo.yaml", List.of()), new Arm("raft", "raft.yaml", List.of())));

    /** After: grpo 0.9 and 0.8, raft 0.7 and 0.75. */
    private static final List<ArmResult> RESULTS = List.of(
            result("grpo", 1, 0.4, 0.9, 2.0),
            result("raft", 1, 0.4, 0.7, 1.0),
            result("grpo", 2, 0.5, 0.8, 3.0),
            result("raft", 2, 0.5, 0.75, 1.0));

    @Test
    void armsOfOneSeedRunTogether() {
        List<String> order = new ArrayList<>();

        Comparison.run(FILE, (arm, seed) -> {
            order.add(arm.name() + " " + seed);
            return result(arm.name(), seed, 0.4, 0.9, 1);
        });

        assertThat(order).containsExactly("grpo 1", "raft 1", "grpo 2", "raft 2");
    }

    @Test
    void standardErrorIsTheSampleDeviationOverTheRootOfTheCount() {
        // mean 4; squares 4 + 0 + 4 = 8; / 2 = 4; / 3; root = 1.1547
        Mean mean = Mean.of(2, 4, 6);

        assertThat(mean.value()).isEqualTo(4);
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(4.0 / 3), within(1e-12));
        assertThat(mean.text(2)).isEqualTo("4.00 ± 1.15");
    }

    @Test
    void aSingleValueHasNoError() {
        assertThat(Mean.of(2).text(1)).isEqualTo("2.0");
        assertThat(Mean.of(-2).signed(1)).isEqualTo("-2.0");
        assertThat(Mean.of(2).signed(1)).isEqualTo("+2.0");
    }

    @Test
    void differencesArePairedBySeed() {
        Comparison comparison = Comparison.of(FILE, RESULTS);

        // -0.2 and -0.05: mean -0.125, deviation 0.10607, over root 2 = 0.075
        Mean difference = comparison.arms().get(1).difference().orElseThrow();
        assertThat(difference.value()).isCloseTo(-0.125, within(1e-12));
        assertThat(difference.standardError()).isCloseTo(0.075, within(1e-12));
        assertThat(comparison.arms().get(0).difference()).isEmpty();
    }

    @Test
    void aSeedThatOneArmLacksIsNotPaired() {
        Comparison comparison = Comparison.of(FILE, RESULTS.subList(0, 3));

        assertThat(comparison.arms().get(1).difference().orElseThrow().text(3)).isEqualTo("-0.200");
    }

    @Test
    void markdownHasAReadableTable() {
        // before 0.45 ± 0.05; after 0.85 ± 0.05 and 0.725 ± 0.025; minutes 2.5 ± 0.5 and 1 ± 0
        assertThat(new ComparisonReport(Comparison.of(FILE, RESULTS)).markdown())
                .isEqualTo("""
                        arithmetic: held-out/pass@1. Mean ± standard error over seeds; differences are paired by seed.\
                         Other numbers are means over the last ten steps that have them. Minutes are those of the steps, with evaluations and checkpoints, without the start.

                        | arm | seeds | before | after | samples | minutes | difference to grpo |
                        |---|--:|--:|--:|--:|--:|--:|
                        | grpo | 2 | 0.450 ± 0.050 | 0.850 ± 0.050 | 2,000 | 2.5 ± 0.5 | – |
                        | raft | 2 | 0.450 ± 0.050 | 0.725 ± 0.025 | 2,000 | 1.0 ± 0.0 | -0.125 ± 0.075 |
                        """);
    }

    @Test
    void unequalNumbersOfSamplesAreSaid() {
        ArmResult shorter = new ArmResult("raft", 1, List.of(new Point(0, 0.4), new Point(500, 0.5)), 1, List.of());

        assertThat(new ComparisonReport(Comparison.of(FILE, List.of(RESULTS.get(0), shorter))).markdown())
                .contains("The runs used different numbers of samples: mind that when you compare.");
    }

    @Test
    void theMeanCurveIsLinearBetweenEvaluations() {
        ArmResult coarse = new ArmResult("grpo", 1, List.of(new Point(0, 0.4), new Point(200, 0.8)), 1, List.of());
        ArmResult fine = new ArmResult(
                "grpo", 2, List.of(new Point(0, 0.4), new Point(100, 0.5), new Point(300, 0.9)), 1, List.of());

        List<ArmSummary.CurvePoint> curve =
                Comparison.of(FILE, List.of(coarse, fine)).arms().get(0).curve();

        // at 100: 0.6 and 0.5; at 200: 0.8 and 0.7; 300 is beyond the first run
        assertThat(curve).extracting(ArmSummary.CurvePoint::samples).containsExactly(0.0, 100.0, 200.0);
        assertThat(curve.get(1).mean().value()).isCloseTo(0.55, within(1e-12));
        assertThat(curve.get(1).mean().standardError()).isCloseTo(0.05, within(1e-12));
        assertThat(curve.get(2).mean().value()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void aRunsCurveBeginsAtTheEndOfItsFirstPhase() {
        List<MetricsLine> lines =
                List.of(line(1, "sft", 0.1), line(2, "sft", 0.4), line(3, "grpo", Double.NaN), line(4, "grpo", 0.8));

        List<Point> curve = ArmResult.curve(
                lines, "eval/held-out/pass@1", line -> line.phase().equals("sft") ? 0 : 512);

        assertThat(curve).containsExactly(new Point(0, 0.4), new Point(1024, 0.8));
    }

    @Test
    void aRunWithoutAnEvaluationIsRefused() {
        assertThatThrownBy(() -> new ArmResult("grpo", 3, List.of(), 1, List.of()))
                .isInstanceOf(RunException.class)
                .hasMessage("Missing value: no evaluation of arm grpo with seed 3");
    }

    @Test
    void jsonHasEveryNumber() throws Exception {
        JsonNode json = new ObjectMapper().readTree(new ComparisonReport(Comparison.of(FILE, RESULTS)).json());

        JsonNode raft = json.at("/arms/1");
        assertThat(json.at("/metric").asText()).isEqualTo("held-out/pass@1");
        assertThat(raft.at("/arm").asText()).isEqualTo("raft");
        assertThat(raft.at("/after/mean").asDouble()).isCloseTo(0.725, within(1e-12));
        assertThat(raft.at("/difference/standard-error").asDouble()).isCloseTo(0.075, within(1e-12));
        assertThat(raft.at("/runs/0/seed").asLong()).isEqualTo(1);
        assertThat(raft.at("/curve/1/samples").asLong()).isEqualTo(2000);
    }

    @Test
    void theErrorOfOneSeedIsNull() throws Exception {
        String text = new ComparisonReport(Comparison.of(FILE, RESULTS.subList(0, 2))).json();

        JsonNode error = new ObjectMapper().readTree(text).at("/arms/0/after/standard-error");
        assertThat(error.isNull()).isTrue();
    }

    @Test
    void thePageHasTableCurvesSingleRunsAndTheFile() {
        String html = new ComparisonReport(Comparison.of(FILE, RESULTS)).html("name: <arithmetic>\n");

        assertThat(html)
                .contains("<td>raft</td><td class=\"number\">2</td><td class=\"number\">0.450 ± 0.050</td>")
                .contains("samples generated for training</text>")
                .contains("<path class=\"band c2\"")
                .contains("<td>raft</td><td class=\"number\">2</td><td class=\"number\">0.500</td>"
                        + "<td class=\"number\">0.750</td>")
                .contains("<pre>name: &lt;arithmetic&gt;\n</pre>");
    }

    private static ArmResult result(String arm, long seed, double before, double after, double minutes) {
        return new ArmResult(arm, seed, List.of(new Point(0, before), new Point(2000, after)), minutes, List.of());
    }

    /** A step without an evaluation for NaN. */
    private static MetricsLine line(int step, String phase, double accuracy) {
        Map<String, Double> numbers = Double.isNaN(accuracy) ? Map.of() : Map.of("eval/held-out/pass@1", accuracy);
        return new MetricsLine(step, phase, "policy", step, numbers, List.of());
    }
}

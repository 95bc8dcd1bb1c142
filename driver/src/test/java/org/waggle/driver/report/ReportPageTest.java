package org.waggle.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.waggle.driver.metrics.MetricsLine;

class ReportPageTest {
    private static final String NASTY = "<script>alert('x')</script> & \"y\" " + (char) 0;

    @Test
    void theHeadShowsAccuracyBeforeAndAfterStepsUpdatesAndTime() {
        assertThat(page(run()))
                .contains("<title>my-run · Waggle</title>")
                .contains("<h1>my-run</h1>")
                .contains("<div><dt>Accuracy before</dt><dd>0.40 ± 0.03<small>held-out pass@1, step 2 (sft)</small>")
                .contains("<div><dt>Accuracy after</dt><dd>0.80 ± 0.03<small>held-out pass@1, step 4 (grpo)</small>")
                .contains("<div><dt>Steps</dt><dd>4<small>sft → grpo</small>")
                .contains("<div><dt>Updates</dt><dd>8<small>of the optimizer</small>")
                // four steps of 1.5 s
                .contains("<div><dt>Time</dt><dd>6s<small>in steps</small>")
                .contains("<details><summary>Recipe</summary><pre>seed: 1\n</pre></details>");
    }

    @Test
    void everyMetricThatWasMeasuredHasAChart() throws Exception {
        assertThat(titles(page(run())))
                .containsExactly(
                        "Reward",
                        "Held-out accuracy",
                        "Entropy",
                        "Completion length",
                        "Completions cut off at max-tokens",
                        "KL to the reference policy",
                        "Gradient norm",
                        "Loss",
                        "Learning rate",
                        "Clipped ratios",
                        "What there is to learn from",
                        "Time by stage",
                        "Throughput",
                        "Memory",
                        "Task results to the driver");
    }

    @Test
    void whatWasNotMeasuredHasNone() throws Exception {
        List<MetricsLine> lines = List.of(new MetricsLine(1, "sft", "policy", 1, Map.of("loss", 1.0), List.of()));

        assertThat(titles(page(lines))).containsExactly("Loss");
    }

    @Test
    void accuracyHasErrorBarsAndPhasesAreMarked() {
        assertThat(page(run()))
                .contains("class=\"error c1\"")
                .contains(">sft</text>")
                .contains(">grpo</text>")
                .contains("pass@1 (bars: ± 1 s.e.)");
    }

    @Test
    void whatTheStagesDoNotTakeIsOther() {
        // 1.5 s a step, of which 0.5 rollout, 0.25 score, 0.25 gradient, 0.125 update
        assertThat(page(run()))
                .contains(
                        "<title>step 4\nrollout: 0.5\nscore: 0.25\ngradient: 0.25\nupdate: 0.125\nother: 0.375</title>");
    }

    @Test
    void bytesAreShownInUnitsOfTheirSize() {
        // 3 GiB and 40 KiB
        assertThat(page(run()))
                .contains("<title>step 4\nmemory: 3</title>")
                .contains("<title>step 4\nresults: 40</title>");
    }

    @Test
    void severalNodesHaveALineEach() {
        List<MetricsLine> lines = new ArrayList<>();
        for (int step = 1; step <= 2; step++) {
            lines.add(new MetricsLine(step, "grpo", "bee", step, Map.of("loss", 1.0), List.of()));
            lines.add(new MetricsLine(step, "grpo", "wasp", step, Map.of("loss", 2.0), List.of()));
        }

        assertThat(page(lines)).contains("<title>step 2\nbee: loss: 1\nwasp: loss: 2</title>");
    }

    @Test
    void hintsNameTheirStep() {
        List<MetricsLine> lines =
                List.of(new MetricsLine(7, "grpo", "policy", 7, Map.of("loss", 0.0), List.of("loss is <0>")));

        assertThat(page(lines)).contains("<ul class=\"hints\">\n<li>Step 7: loss is &lt;0&gt;</li>\n</ul>");
    }

    @Test
    void samplesAreTables() {
        Sample trained = new Sample("1+1=", "2", "2", 1, 0.5);
        Sample leftOut = new Sample("1+2=", "4\n", "3", 0, Double.NaN);
        Samples samples = new Samples(3, "policy", List.of(trained, leftOut));

        assertThat(ReportPage.html(new ReportData("r", "", "", run(), List.of(samples))))
                .contains("<h3>Step 3 (policy)</h3>")
                .contains("<td class=\"text\" data-name=\"Prompt\"><div>1+1=</div></td>")
                .contains("<td class=\"number\" data-name=\"Advantage\"><div>+0.50</div></td>")
                .contains("<td class=\"text\" data-name=\"Completion\"><div>4\n</div></td>")
                .contains("<td class=\"number\" data-name=\"Reward\"><div>0.00</div></td>"
                        + "<td class=\"number\" data-name=\"Advantage\"><div>–</div></td>");
    }

    @Test
    void whateverTheRunHoldsThePageIsWellFormedAndHasNoScript() throws Exception {
        Samples samples = new Samples(1, NASTY, List.of(new Sample(NASTY, NASTY, NASTY, 0, 0)));
        Map<String, Double> numbers = Map.of("reward/" + NASTY, 1.0, "reward/b", 1.0, "eval/" + NASTY + "/pass@1", 0.5);
        List<MetricsLine> lines = List.of(new MetricsLine(1, NASTY, NASTY, 1, numbers, List.of(NASTY)));

        String html = ReportPage.html(new ReportData(NASTY, NASTY, NASTY, lines, List.of(samples)));

        assertThat(parse(html).getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void thePageNeedsNoNetwork() {
        assertThat(page(run())).doesNotContain("http:", "https:", "url(", "@import", "src=", "href=");
    }

    @Test
    void aRunWithoutAStepHasAPageToo() throws Exception {
        assertThat(page(List.of())).contains("<p>No step has ended yet.</p>");
        assertThat(titles(page(List.of()))).isEmpty();
    }

    @Test
    void samplesAreShownEarlyMiddleAndLate() {
        assertThat(ReportData.stepsToShow(List.of(21, 22, 23, 24, 25))).containsExactly(21, 23, 25);
        assertThat(ReportData.stepsToShow(List.of(21, 22))).containsExactly(21, 22);
        assertThat(ReportData.stepsToShow(List.of())).isEmpty();
    }

    private static String page(List<MetricsLine> lines) {
        return ReportPage.html(new ReportData("my-run", "seed: 1\n", "placement plain: here", lines, List.of()));
    }

    private static List<MetricsLine> run() {
        List<MetricsLine> lines = new ArrayList<>();
        for (int step = 1; step <= 4; step++) {
            lines.add(new MetricsLine(step, step <= 2 ? "sft" : "grpo", "policy", 2L * step, numbers(step), List.of()));
        }
        return lines;
    }

    private static Map<String, Double> numbers(int step) {
        String halves = "reward/mean reward/std entropy completions/mean_length completions/clipped_ratio kl grad_norm"
                + " loss lr clip_ratio/low_mean clip_ratio/high_mean frac_reward_zero_std selected_ratio"
                + " tokens_per_second";
        Map<String, Double> numbers = new LinkedHashMap<>();
        List.of(halves.split(" ")).forEach(name -> numbers.put(name, 0.5));
        numbers.put("eval/held-out/pass@1", 0.2 * step);
        numbers.put("eval/held-out/pass@1_se", 0.03);
        numbers.put("time/step", 1.5);
        numbers.put("time/rollout", 0.5);
        numbers.put("time/score", 0.25);
        numbers.put("time/gradient", 0.25);
        numbers.put("time/update", 0.125);
        numbers.put("memory/peak_rss", 3.0 * (1L << 30));
        numbers.put("driver/result_bytes", 40960.0);
        return numbers;
    }

    private static List<String> titles(String html) throws Exception {
        NodeList captions = parse(html).getElementsByTagName("figcaption");
        List<String> titles = new ArrayList<>();
        for (int place = 0; place < captions.getLength(); place++) {
            titles.add(captions.item(place).getTextContent());
        }
        return titles;
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }
}

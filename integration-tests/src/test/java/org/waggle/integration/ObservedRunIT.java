package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.observe.ObservedRun;
import org.waggle.driver.observe.RunNumbers;
import org.waggle.driver.spark.SparkSessions;

/** What Prometheus and log collectors get from a Spark session that the plugin watches. */
class ObservedRunIT {
    private static final String PREFIX = "metrics_waggle_driver_plugin_org_waggle_driver_observe_ObservedRun_";
    private static final Path DASHBOARD = Path.of("../deploy/grafana/waggle.json");

    private JavaSparkContext spark;

    @BeforeEach
    void openSpark() {
        spark = SparkSessions.open(
                "bees",
                "local[2]",
                Map.of(
                        "spark.plugins", ObservedRun.class.getName(),
                        "spark.ui.enabled", "true",
                        "spark.ui.port", "0",
                        "spark.authenticate", "true",
                        "spark.hadoop.fs.s3a.secret.key", "honey",
                        "spark.metrics.namespace", "waggle",
                        "spark.metrics.conf.driver.sink.prometheusServlet.class",
                                "org.apache.spark.metrics.sink.PrometheusServlet",
                        "spark.metrics.conf.driver.sink.prometheusServlet.path", "/metrics/prometheus"));
    }

    @AfterEach
    void closeSpark() {
        spark.close();
    }

    @Test
    void prometheusReadsTheNewestNumbersOfTheRun() throws IOException, InterruptedException {
        RunNumbers.ofThisProcess().show(line(3, Map.of("reward/mean", 0.25, "tokens_per_second", 800.0)));
        assertThat(scraped()).contains(PREFIX + "step_Value{type=\"gauges\"} 3.0", "reward_mean_Value", " 0.25");

        RunNumbers.ofThisProcess()
                .show(line(4, Map.of("reward/mean", 0.5, "eval/held-out/pass@1", 0.75, "loss", Double.NaN)));
        assertThat(scraped())
                .contains(
                        PREFIX + "step_Value{type=\"gauges\"} 4.0",
                        PREFIX + "reward_mean_Value{type=\"gauges\"} 0.5",
                        PREFIX + "eval_held_out_pass_1_Value{type=\"gauges\"} 0.75",
                        PREFIX + "loss_Value{type=\"gauges\"} NaN",
                        PREFIX + "tokens_per_second_Value{type=\"gauges\"} 800.0");
    }

    @Test
    void tasksSayRunStepStageAndLane() {
        assertThat(contexts("step 12 · rollout"))
                .containsExactly(
                        Map.of(
                                "waggle.run", "bees",
                                "waggle.step", "12",
                                "waggle.stage", "rollout",
                                "waggle.lane", "0"),
                        Map.of(
                                "waggle.run", "bees",
                                "waggle.step", "12",
                                "waggle.stage", "rollout",
                                "waggle.lane", "1"));
        assertThat(contexts("initial weights").get(0))
                .containsEntry("waggle.stage", "initial weights")
                .doesNotContainKey("waggle.step");
    }

    @Test
    void noSecretIsToBeSeen() throws IOException, InterruptedException {
        assertThat(scraped()).doesNotContain("honey");
        assertThat(get("/environment/"))
                .contains("spark.hadoop.fs.s3a.secret.key")
                .doesNotContain("honey");
    }

    /** The dashboard asks for numbers that a run has: those of the plugin by the names of a real run's metrics. */
    @Test
    void theDashboardAsksForWhatIsThere(@TempDir Path folder) throws IOException, InterruptedException {
        spark.close();
        Waggle.trained(Waggle.tiny(folder), folder.resolve("run"));
        openSpark();
        String there = scraped() + get("/metrics/executors/prometheus/");
        List<String> asked = new ArrayList<>();
        for (JsonNode expression :
                new ObjectMapper().readTree(DASHBOARD.toFile()).findValues("expr")) {
            Pattern.compile("metrics_\\w+")
                    .matcher(expression.asText())
                    .results()
                    .forEach(name -> asked.add(name.group()));
        }
        assertThat(asked)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(there).contains(name));
    }

    private List<Map<String, String>> contexts(String description) {
        spark.sc().setJobDescription(description);
        return spark.parallelize(List.of(0, 1), 2).map(any -> ours().toString()).collect().stream()
                .map(ObservedRunIT::parsed)
                .toList();
    }

    private static Map<String, String> ours() {
        Map<String, String> ours = new TreeMap<>(MDC.getCopyOfContextMap());
        ours.keySet().removeIf(key -> !key.startsWith("waggle."));
        return ours;
    }

    private static Map<String, String> parsed(String map) {
        Map<String, String> entries = new TreeMap<>();
        Stream.of(map.substring(1, map.length() - 1).split(", ")).forEach(entry -> {
            String[] parts = entry.split("=");
            entries.put(parts[0], parts[1]);
        });
        return entries;
    }

    private static MetricsLine line(int step, Map<String, Double> numbers) {
        return new MetricsLine(step, "grpo", "policy", step, numbers, List.of());
    }

    private String scraped() throws IOException, InterruptedException {
        return get("/metrics/prometheus/");
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(spark.sc().uiWebUrl().get() + path))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}

package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application jar on a real Spark distribution: {@code mvn verify -Dwaggle.spark=DIR}. */
class StandaloneRuns {
    private static final String RECIPE = "recipes/arithmetic-grpo.yaml";
    private static final int LAST = 2;

    @TempDir
    private static Path folder;

    private static byte[] expected = {};
    private static SparkDistribution cluster;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = new SparkDistribution(folder);
        Waggle.Outcome outcome = cluster.submit(command("local", List.of("--master", "local[2]")));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        expected = model("local");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aDriverHereGivesTheBytesOfOneProcess() throws IOException, InterruptedException {
        assertRuns("client", "placement plain: ", List.of("--conf", "spark.cores.max=2"));
    }

    @Test
    void aDriverOnTheClusterDoesToo() throws IOException, InterruptedException {
        Waggle.Outcome outcome = cluster.submit(command(
                "cluster",
                List.of(
                        "--deploy-mode",
                        "cluster",
                        "--conf",
                        "spark.cores.max=2",
                        "--conf",
                        "spark.standalone.submit.waitAppCompletion=true")));

        // Spark's client doesn't pass on how a driver on a standalone cluster ended.
        assertThat(outcome.err()).contains("is FINISHED");
        assertThat(model("cluster")).isEqualTo(expected);
    }

    @Test
    void scoringTakesNoGpuWhereExecutorsStay() throws IOException, InterruptedException {
        String said = assertRuns(
                "task-profiles",
                "placement task-profiles: ",
                List.of("--conf", "spark.cores.max=2", "--conf", "spark.executor.resource.gpu.amount=1"));

        assertThat(said).contains("hint: Spark gives tasks GPUs, but libtorch 2.7.1 (cpu, from ");
    }

    @Test
    void scoringHasExecutorsOfItsOwnUnderDynamicAllocation() throws IOException, InterruptedException {
        assertRuns(
                "profiles",
                "placement profiles: ",
                List.of(
                        "--conf",
                        "spark.dynamicAllocation.enabled=true",
                        "--conf",
                        "spark.dynamicAllocation.minExecutors=1",
                        "--conf",
                        "spark.dynamicAllocation.maxExecutors=2",
                        "--conf",
                        "spark.executor.resource.gpu.amount=1"));
    }

    @Test
    void withoutLibtorchOneMessageNamesTheRemedy() throws IOException, InterruptedException {
        Waggle.Outcome outcome = cluster.submit(
                Map.of("WAGGLE_NATIVES", "none"), "", command("bare", List.of("--conf", "spark.cores.max=2")));

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("waggle:")))
                .singleElement()
                .asString()
                .startsWith(
                        "waggle: Cannot load libtorch 2.7.1: none on the class path, and no PYTORCH_LIBRARY_PATH (give");
    }

    /**
     * A folder that is open as a file in the driver's process is there for no other; no process has that many files
     * open.
     */
    @Test
    void aModelThatOnlyTheDriverSeesIsRefused() throws IOException, InterruptedException {
        Path model = Path.of("../executor/src/test/resources/golden/models/llama-tied")
                .toAbsolutePath();
        Waggle.Outcome outcome = cluster.submit(
                Map.of(),
                "exec 901<'%s'".formatted(model),
                "--conf",
                "spark.cores.max=2",
                "recipes/smollm2-sft.yaml",
                "--set",
                "models.policy.path=/proc/self/fd/901",
                "--run",
                folder.resolve("refused").toString());

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .containsPattern(
                        "waggle: Cannot use model policy: executor [01] \\(127.0.0.1\\) sees no /proc/self/fd/901, only the driver has it");
        assertThat(folder.resolve("refused/recipe.yaml")).doesNotExist();
    }

    private static String assertRuns(String name, String placement, List<String> settings)
            throws IOException, InterruptedException {
        Waggle.Outcome outcome = cluster.submit(command(name, settings));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(placement);
        assertThat(Files.readString(folder.resolve(name).resolve("report.html")))
                .contains(placement);
        assertThat(model(name)).isEqualTo(expected);
        return outcome.out();
    }

    private static String[] command(String name, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(RECIPE, "--run", folder.resolve(name).toString()));
        all.addAll(SparkSubmit.SHORT);
        return all.toArray(String[]::new);
    }

    private static byte[] model(String name) throws IOException {
        return new RunFiles(folder.resolve(name)).model(LAST);
    }
}

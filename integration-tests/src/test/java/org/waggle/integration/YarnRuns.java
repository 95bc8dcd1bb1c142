package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;

/** The application jar on YARN and HDFS, by a real Spark distribution: {@code mvn verify -Pyarn -Dwaggle.spark=DIR}. */
class YarnRuns {
    private static final String RECIPE = "recipes/arithmetic-grpo.yaml";
    private static final String MODEL = "checkpoints/step-000002/policy/model.safetensors";

    @TempDir
    private static Path folder;

    private static byte[] expected = {};
    private static SparkSubmit submit;
    private static YarnCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        submit = SparkSubmit.found(folder);
        cluster = new YarnCluster(folder);
        String run = folder.resolve("local").toString();
        List<String> command = new ArrayList<>(List.of("train", "../" + RECIPE, "--run", run));
        command.addAll(SparkSubmit.SHORT);
        Waggle.Outcome outcome = Waggle.spark("local[2]", command.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        expected = model("file://" + run);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aDriverHereGivesTheBytesOfOneProcess() throws Exception {
        Waggle.Outcome outcome = train("client");

        assertThat(outcome.out()).contains("Done: arithmetic-grpo");
    }

    @Test
    void aDriverInAContainerDoesToo() throws Exception {
        train("cluster");
    }

    private static Waggle.Outcome train(String mode) throws Exception {
        String java = System.getProperty("java.home");
        String run = cluster.path("runs/" + mode);
        List<String> command = new ArrayList<>(List.of("--master", "yarn", "--deploy-mode", mode));
        List.of(
                        "spark.driver.memory=1g",
                        "spark.executor.memory=1g",
                        "spark.executor.cores=1",
                        "spark.executor.instances=2",
                        "spark.ui.enabled=false",
                        "spark.yarn.appMasterEnv.JAVA_HOME=" + java,
                        "spark.executorEnv.JAVA_HOME=" + java,
                        "spark.yarn.jars=local:%s/jars/*".formatted(submit.spark()))
                .forEach(setting -> command.addAll(List.of("--conf", setting)));
        command.addAll(List.of(RECIPE, "--run", run));
        command.addAll(SparkSubmit.SHORT);

        Waggle.Outcome outcome =
                submit.run(Map.of("HADOOP_CONF_DIR", cluster.settings().toString()), "", command);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(model(run)).isEqualTo(expected);
        Waggle.Outcome audit = Waggle.run("audit", run);
        assertThat(audit.code()).as(audit.out()).isZero();
        return outcome;
    }

    private static byte[] model(String run) {
        return new Storage(new Configuration()).read(new org.apache.hadoop.fs.Path(run, MODEL));
    }
}

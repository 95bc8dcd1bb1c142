package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With what the chart says of authentication and encryption, executors work, and the result is the same to the last
 * byte.
 */
class EncryptedClusterIT {
    private static final int LAST = 7;

    @Test
    void theChartsSettingsChangeNothingOfTheResult(@TempDir Path folder) throws IOException {
        Files.createDirectories(Path.of(Objects.requireNonNull(System.getenv("SPARK_HOME")), "jars"));
        String recipe = Waggle.tiny(folder);
        RunFiles expected = Waggle.trained(recipe, folder.resolve("plain"));

        List<String> command = new ArrayList<>(
                List.of("train", recipe, "--run", folder.resolve("encrypted").toString()));
        setting(command, "spark.executor.memory", "1g");
        setting(command, "spark.cores.max", "2");
        setting(command, "spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        // Kubernetes' own way to give the secret is known to its master alone.
        setting(command, "spark.authenticate.secret", "0123456789abcdef");
        Chart.of(folder, Chart.LEAST)
                .application()
                .at("/sparkConf")
                .properties()
                .forEach(each -> {
                    if (each.getKey().matches("spark\\.(authenticate|network\\.crypto|io\\.encryption|plugins).*")) {
                        setting(command, each.getKey(), each.getValue().asText());
                    }
                });
        Waggle.Outcome outcome = Waggle.spark("local-cluster[2,1,1024]", command.toArray(String[]::new));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        RunFiles run = new RunFiles(folder.resolve("encrypted"));
        assertThat(run.model(LAST)).isEqualTo(expected.model(LAST));
        assertThat(run.rollouts()).isEqualTo(expected.rollouts());
    }

    private static void setting(List<String> command, String key, String value) {
        command.addAll(List.of("--conf", key + "=" + value));
    }
}

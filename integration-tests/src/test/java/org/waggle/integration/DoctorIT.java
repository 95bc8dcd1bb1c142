package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code waggle doctor} says of one process and of executors in JVMs of their own. */
class DoctorIT {
    @TempDir
    private Path folder;

    @Test
    void oneProcessIsSound() throws IOException {
        Waggle.Outcome said = Waggle.spark(
                "local[2]",
                "doctor",
                Waggle.tiny(folder),
                "--run",
                folder.resolve("runs/a").toString());

        assertThat(said.code()).as(said.out()).isZero();
        assertThat(said.out())
                .contains(
                        "ok      executors  cluster                  one process",
                        "libtorch   driver                   2.7.1 cpu, from ",
                        "folder     driver                   reads and writes",
                        "memory     driver                   needs ");
        assertThat(folder.resolve("runs")).isEmptyDirectory();
    }

    @Test
    void everyExecutorIsAsked() throws IOException {
        List<JsonNode> findings = findings(0);

        assertThat(of(findings, "executors"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("found").asText()).isEqualTo("2 answered"));
        for (String subject : List.of("java", "spark", "arrow", "folder")) {
            assertThat(of(findings, subject))
                    .as(subject)
                    .hasSize(3)
                    .allSatisfy(it -> assertThat(it.path("verdict").asText()).isEqualTo("ok"));
        }
        assertThat(of(findings, "libtorch"))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.path("found").asText()).startsWith("2.7.1 cpu, from "));
        assertThat(of(findings, "clock")).hasSize(2);
    }

    @Test
    void gpusThatLibtorchDoesNotSeeAreAFailure() throws IOException {
        Path script = Files.writeString(
                folder.resolve("gpus.sh"), "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"0\"]}'\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        List<JsonNode> findings = findings(
                4,
                "--conf",
                "spark.worker.resource.gpu.amount=1",
                "--conf",
                "spark.worker.resource.gpu.discoveryScript=" + script,
                "--conf",
                "spark.executor.resource.gpu.amount=1");

        assertThat(of(findings, "gpus")).hasSize(2).allSatisfy(it -> {
            assertThat(it.path("verdict").asText()).isEqualTo("failed");
            assertThat(it.path("found").asText()).isEqualTo("Spark gives a task [0], libtorch sees 0");
        });
    }

    private List<JsonNode> findings(int code, String... settings) throws IOException {
        Files.createDirectories(Path.of(Objects.requireNonNull(System.getenv("SPARK_HOME")), "jars"));
        List<String> command = new ArrayList<>(List.of(
                "doctor",
                "--json",
                "--run",
                folder.resolve("runs/a").toString(),
                "--conf",
                "spark.executor.memory=1g",
                "--conf",
                "spark.cores.max=2",
                "--conf",
                "spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"));
        command.addAll(List.of(settings));
        Waggle.Outcome said = Waggle.spark("local-cluster[2,1,1024]", command.toArray(String[]::new));
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
        List<JsonNode> all = new ArrayList<>();
        new ObjectMapper().readTree(said.out()).forEach(all::add);
        return all;
    }

    private static List<JsonNode> of(List<JsonNode> findings, String subject) {
        return findings.stream()
                .filter(it -> it.path("subject").asText().equals(subject))
                .toList();
    }
}

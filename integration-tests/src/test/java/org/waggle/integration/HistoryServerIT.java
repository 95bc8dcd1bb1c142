package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark's History Server says of a run that is over. */
class HistoryServerIT {
    private static final String SECRET = "honey-in-the-comb";

    @TempDir
    private Path folder;

    @Test
    void stagesHaveNamesAndCountsAndNoSecretIsKept() throws Exception {
        Path events = Files.createDirectory(folder.resolve("events"));
        Path run = folder.resolve("run");
        Waggle.Outcome trained = Waggle.spark(
                "local[2]",
                "train",
                Waggle.tiny(folder),
                "--run",
                run.toString(),
                "--conf",
                "spark.eventLog.enabled=true",
                "--conf",
                "spark.eventLog.dir=" + events.toUri(),
                "--conf",
                "spark.eventLog.compress=false",
                "--conf",
                "spark.hadoop.fs.s3a.secret.key=" + SECRET);
        assertThat(trained.code()).as(trained.err()).isZero();

        try (HistoryServer server = HistoryServer.start(folder, events)) {
            JsonNode stages = new ObjectMapper().readTree(server.get("/stages"));
            assertThat(stages.findValuesAsText("name"))
                    .contains("step 4 · rollout", "step 4 · score", "step 4 · gradient", "step 4 · update");
            assertThat(counted(stages, "step 4 · rollout")).containsKeys("completions", "tokens");
        }
        assertThat(said(events)).contains("fs.s3a.secret.key").doesNotContain(SECRET);
        assertThat(said(run)).doesNotContain(SECRET);
    }

    private static Map<String, String> counted(JsonNode stages, String name) {
        Map<String, String> counts = new TreeMap<>();
        stages.forEach(stage -> {
            if (stage.path("name").asText().equals(name)) {
                stage.get("accumulatorUpdates")
                        .forEach(one -> counts.put(
                                one.get("name").asText(), one.get("value").asText()));
            }
        });
        return counts;
    }

    /** All bytes of a folder, as text. */
    private static String said(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : List.copyOf(files.filter(Files::isRegularFile).toList())) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}

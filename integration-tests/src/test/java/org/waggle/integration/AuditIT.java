package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit finds each damage in copies of a finished run, by its name, and nothing in the run itself. */
class AuditIT {
    private static final String LEDGER = "ledger/step-000006.jsonl";

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    private static RunFiles run = new RunFiles(Path.of(""));

    @BeforeAll
    static void train() throws IOException {
        run = Waggle.trained(Waggle.tiny(folder), folder.resolve("run"));
    }

    @Test
    void aWholeRunIsClean() {
        Waggle.Outcome outcome = audit(run.root());

        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out())
                .isEqualTo(
                        "%s: clean. 3 checkpoints, the newest after step 7; 7 steps, %d ledger entries and 128 samples"
                                        .formatted(run.root(), run.ledger().size())
                                + " were read\n");
    }

    @Test
    void anEntryThatIsThereTwiceIsFound() throws IOException {
        Path copy = edited(LEDGER, lines -> {
            lines.add(lines.get(0));
            return lines;
        });

        assertFound(
                copy,
                LEDGER + ": group s000005-n0-g\\d+ of node 0, epoch \\d, mini-batch \\d was consumed before,"
                        + " by update \\d+");
    }

    @Test
    void anEntryThatIsGoneIsFound() throws IOException {
        Path copy = edited(LEDGER, lines -> {
            lines.remove(0);
            return lines;
        });

        assertFound(copy, "rollouts/step=000005: the ledger lacks group s000005-n0-g\\d+ of node 0 by update \\d+");
    }

    @Test
    void anUpdateThatConsumedNothingIsFound() throws IOException {
        Path copy = edited(LEDGER, lines -> {
            lines.removeIf(line -> line.contains("\"update\":11"));
            return lines;
        });

        assertThat(audit(copy).out()).contains(LEDGER + ": update 11 of step 5 has consumed nothing");
    }

    @Test
    void aStepWithoutMetricsIsFound() throws IOException {
        Path copy = edited("metrics.jsonl", lines -> {
            lines.remove(4);
            return lines;
        });

        assertFound(copy, "metrics.jsonl: step 6 follows step 4 \\(node policy\\)");
    }

    @Test
    void aStepWithMetricsTwiceIsFound() throws IOException {
        Path copy = edited("metrics.jsonl", lines -> {
            lines.add(5, lines.get(4));
            return lines;
        });

        assertFound(copy, "metrics.jsonl: step 5 follows step 5 \\(node policy\\)");
    }

    @Test
    void aFlippedByteOfACheckpointIsFound() throws IOException {
        Path copy = copy();
        Path weights = new RunFiles(copy).checkpoint(6).resolve("policy/model.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
            file.seek(file.length() - 3);
            int old = file.read();
            file.seek(file.length() - 3);
            file.write(old ^ 1);
        }

        assertFound(
                copy,
                "checkpoints/step-000006: Cannot read checkpoint \\S+: policy/model.safetensors is damaged: its"
                        + " checksum differs .*");
    }

    @Test
    void aLedgerOfAnUnfinishedCheckpointIsOfNoHistoryYet() throws IOException {
        Path copy = copy();
        Files.delete(new RunFiles(copy).checkpoint(7).resolve("manifest.json"));

        Waggle.Outcome outcome = audit(copy);

        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("2 checkpoints, the newest after step 6");
    }

    /** What is kept of the samples agrees with the ledger, and a report shows it. */
    @Test
    void ofARunThatKeepsFewSamplesTheRestIsRight() throws IOException {
        RunFiles few = new RunFiles(own.resolve("few"));
        Waggle.Outcome trained = Waggle.spark(
                "local[2]",
                "train",
                Waggle.tiny(own),
                "--run",
                few.root().toString(),
                "--set",
                "checkpoints.keep-rollouts=2");
        assertThat(trained.code()).as(trained.err()).isZero();

        assertThat(few.root().resolve("rollouts"))
                .isDirectoryContaining("glob:**/step=000006")
                .isDirectoryContaining("glob:**/step=000007")
                .isDirectoryNotContaining("glob:**/step=000005");
        assertThat(few.model(7)).isEqualTo(run.model(7));
        Waggle.Outcome audit = audit(few.root());
        assertThat(audit.code()).as(audit.out()).isZero();
        assertThat(audit.out())
                .contains(" ledger entries and 64 samples were read; those of steps before 6 are not kept\n");
        Waggle.Outcome steps = Waggle.spark(
                "local[1]",
                "rollouts",
                few.root().toString(),
                "SELECT min(step) AS first, count(*) AS samples FROM rollouts");
        assertThat(steps.out()).contains("|    6|     64|");
        assertThat(Files.readString(few.root().resolve("report.html")))
                .contains("<h3>Step 6 (")
                .doesNotContain("<h3>Step 5 (");
    }

    @Test
    void programsGetJson() throws IOException {
        Path copy = edited("metrics.jsonl", lines -> {
            lines.remove(4);
            return lines;
        });

        JsonNode json = new ObjectMapper()
                .readTree(Waggle.run("audit", copy.toString(), "--json").out());

        assertThat(json.path("clean").asBoolean(true)).isFalse();
        assertThat(json.path("last_step").asInt()).isEqualTo(7);
        assertThat(json.path("findings").get(0).path("where").asText()).isEqualTo("metrics.jsonl");
    }

    private static Waggle.Outcome audit(Path root) {
        return Waggle.run("audit", root.toString());
    }

    private static void assertFound(Path copy, String line) {
        Waggle.Outcome outcome = audit(copy);
        assertThat(outcome.code()).as(outcome.out()).isEqualTo(1);
        assertThat(outcome.out().lines().skip(1)).first().asString().matches(line);
    }

    private Path edited(String name, UnaryOperator<List<String>> edit) throws IOException {
        Path copy = copy();
        Path file = copy.resolve(name);
        List<String> lines = edit.apply(new ArrayList<>(Files.readAllLines(file)));
        Files.write(file, lines);
        return copy;
    }

    private Path copy() throws IOException {
        Path copy = own.resolve("copy");
        try (Stream<Path> all = Files.walk(run.root())) {
            for (Path each : all.toList()) {
                Files.copy(each, copy.resolve(run.root().relativize(each).toString()));
            }
        }
        return copy;
    }
}

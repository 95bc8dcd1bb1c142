package org.waggle.common.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.failure.RunException;

class JsonLinesLogTest {
    @TempDir
    private java.nio.file.Path local;

    private final Storage storage = new Storage(new Configuration());
    private java.nio.file.Path file;
    private Path path;

    @BeforeEach
    void names() {
        file = local.resolve("metrics.jsonl");
        path = new Path(file.toUri());
    }

    @Test
    void everyLineCanBeReadAsSoonAsItIsAppended() throws IOException {
        try (JsonLinesLog log = JsonLinesLog.create(storage, path)) {
            log.append("{\"step\":1}");
            assertThat(Files.readString(file)).isEqualTo("{\"step\":1}\n");
            log.append("{\"step\":2,\"é\":\"🐝\"}");
            assertThat(Files.readString(file)).isEqualTo("{\"step\":1}\n{\"step\":2,\"é\":\"🐝\"}\n");
        }
        assertThat(local.toFile().list()).containsExactly("metrics.jsonl");
    }

    @Test
    void resumingDropsLaterStepsAndATornLine() throws IOException {
        Files.writeString(file, "{\"run\":\"a\"}\n{\"step\":1}\n{\"step\":1}\n{\"step\":2}\n{\"step\":3}\n{\"st");

        try (JsonLinesLog log = JsonLinesLog.resume(storage, path, 2)) {
            log.append("{\"step\":3,\"again\":true}");
        }

        assertThat(JsonLinesLog.lines(storage, path))
                .containsExactly(
                        "{\"run\":\"a\"}",
                        "{\"step\":1}",
                        "{\"step\":1}",
                        "{\"step\":2}",
                        "{\"step\":3,\"again\":true}");
    }

    @Test
    void resumingWithoutALogBeginsOne() {
        try (JsonLinesLog log = JsonLinesLog.resume(storage, path, 7)) {
            log.append("{}");
        }
        assertThat(JsonLinesLog.lines(storage, path)).containsExactly("{}");
    }

    @Test
    void aMissingLogHasNoLines() {
        assertThat(JsonLinesLog.lines(storage, path)).isEmpty();
        JsonLinesLog.cutAfter(storage, path, 3);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFinishedLineThatIsNotJsonIsNamed() throws IOException {
        Files.writeString(file, "{\"step\":1}\n{\"st\n{\"step\":2}\n");

        assertThatThrownBy(() -> JsonLinesLog.lines(storage, path))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read %s: line 2 is not JSON", path);
    }

    @Test
    void theLedgerKeepsOneFileForEachCheckpointAndGoesBackWithIt() {
        Path folder = new Path(new Path(local.toUri()), "ledger");
        LedgerEntry first = new LedgerEntry(0, "s000001-n0-g00000", 0, 0, 1, 1);
        LedgerEntry second = new LedgerEntry(0, "s000002-n0-g00000", 0, 1, 2, 2);
        LedgerEntry third = new LedgerEntry(1, "s000003-n1-g00000", 0, 0, 3, 3);
        Ledger ledger = new Ledger(storage, folder);
        ledger.add(first);
        ledger.add(second);
        ledger.write(2);
        ledger.add(third);
        ledger.write(4);
        ledger.add(third);

        assertThat(ledger.entries()).containsExactly(first, second, third);
        ledger.cutAfter(3);
        ledger.write(4);

        assertThat(ledger.entries()).containsExactly(first, second);
        assertThat(local.resolve("ledger").toFile().list())
                .containsExactlyInAnyOrder("step-000002.jsonl", "step-000004.jsonl");
    }

    @Test
    void aLineOfALedgerThatIsNoEntryIsRefused() throws IOException {
        Files.writeString(local.resolve("step-000002.jsonl"), "{\"node\":1}\n");
        Ledger ledger = new Ledger(storage, new Path(local.toUri()));

        assertThatThrownBy(ledger::entries)
                .isInstanceOf(RunException.class)
                .hasMessageEndingWith("step-000002.jsonl: not an entry of a ledger: {\"node\":1}");
    }
}

package org.waggle.driver.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Split;
import org.waggle.driver.dataset.SnapshotManifest.Part;
import org.waggle.driver.dataset.SnapshotManifest.SourceFile;

class SnapshotManifestTest {
    private static final Storage STORAGE = new Storage(new Configuration());

    @TempDir
    private Path folder;

    private org.apache.hadoop.fs.Path place() {
        return new org.apache.hadoop.fs.Path(folder.toUri());
    }

    private SnapshotManifest manifest() {
        return new SnapshotManifest(
                SnapshotManifest.VERSION,
                "Dataset[…]",
                new TreeMap<>(Map.of(Fate.TRAIN, 9L, Fate.HELD_OUT, 2L, Fate.DUPLICATE, 1L)),
                List.of(new Part("train-00000.parquet", Split.TRAIN, 9, 4)),
                List.of(new SourceFile("file:/data.jsonl", 120, 1_700_000_000_000L)));
    }

    @Test
    void itReadsBackAsItWasWritten() throws IOException {
        Files.write(folder.resolve("train-00000.parquet"), new byte[4]);

        manifest().write(STORAGE, place());

        assertThat(SnapshotManifest.read(STORAGE, place())).contains(manifest());
    }

    @Test
    void withoutItThereIsNoSnapshot() throws IOException {
        Files.write(folder.resolve("train-00000.parquet"), new byte[4]);

        assertThat(SnapshotManifest.read(STORAGE, place())).isEmpty();
    }

    @Test
    void aFileThatIsMissingOrCutIsNamed() throws IOException {
        manifest().write(STORAGE, place());
        Path file = folder.resolve("train-00000.parquet");

        assertThatThrownBy(() -> SnapshotManifest.read(STORAGE, place()))
                .hasMessage("Cannot read file:" + file + ": it is missing (restore the file)");
        Files.write(file, new byte[3]);
        assertThatThrownBy(() -> SnapshotManifest.read(STORAGE, place()))
                .hasMessage("Cannot read file:" + file + ": it has 3 bytes, its manifest says 4 (restore the file)");
    }

    @Test
    void countsAreToldInOneLine() {
        assertThat(DataCounts.of(manifest().counts())).isEqualTo("12 rows: 9 to train on, 2 held out, 1 said twice");
    }
}

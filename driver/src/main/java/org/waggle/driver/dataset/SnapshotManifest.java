package org.waggle.driver.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Split;
import org.waggle.common.failure.RunException;

/**
 * What a snapshot consists of; written last, as {@code manifest.json}, it makes the snapshot visible.
 *
 * @param version number of this format
 * @param settings the task of the recipe, as text: another task needs another snapshot
 * @param counts what became of the rows
 * @param parts the files, in their order
 * @param sources the files that were read
 */
record SnapshotManifest(
        int version, String settings, SortedMap<Fate, Long> counts, List<Part> parts, List<SourceFile> sources) {
    static final int VERSION = 1;

    private static final String NAME = "manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    /**
     * A file of problems.
     *
     * @param file its name in the snapshot's folder
     * @param split all of its problems are in it
     * @param rows number of problems
     * @param bytes its length
     */
    record Part(String file, Split split, long rows, long bytes) implements Serializable {}

    /**
     * A file that was read: how far a later run has seen its source.
     *
     * @param path where it lay
     * @param bytes its length
     * @param modified when it was changed last, in milliseconds since 1970
     */
    record SourceFile(String path, long bytes, long modified) {}

    /** Copies the lists. */
    SnapshotManifest {
        parts = List.copyOf(parts);
        sources = List.copyOf(sources);
    }

    /** Makes the snapshot in a folder visible. */
    void write(Storage storage, Path folder) {
        try {
            storage.replace(
                    new Path(folder, NAME),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the manifest of %s as JSON".formatted(folder), e);
        }
    }

    /**
     * The snapshot in a folder, if there is a whole one.
     *
     * @throws RunException if it is damaged
     */
    static Optional<SnapshotManifest> read(Storage storage, Path folder) {
        Path file = new Path(folder, NAME);
        if (!storage.exists(file)) {
            return Optional.empty();
        }
        try {
            SnapshotManifest manifest = JSON.readValue(storage.read(file), SnapshotManifest.class);
            manifest.parts.forEach(part -> verify(storage, folder, part));
            return Optional.of(manifest);
        } catch (IOException e) {
            throw RunException.input("Cannot read %s: it is damaged (restore the file)", file);
        }
    }

    private static void verify(Storage storage, Path folder, Part part) {
        Path file = new Path(folder, part.file());
        long length = storage.length(file);
        if (length != part.bytes()) {
            throw RunException.input(
                    "Cannot read %s: %s (restore the file)",
                    file,
                    length < 0
                            ? "it is missing"
                            : "it has %d bytes, its manifest says %d".formatted(length, part.bytes()));
        }
    }
}

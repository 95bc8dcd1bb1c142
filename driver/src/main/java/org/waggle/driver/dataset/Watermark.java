package org.waggle.driver.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;

/**
 * How far the files of a dataset were taken by the runs of a series. It lies beside a run's data, and each checkpoint
 * of the run has a copy.
 *
 * @param by {@code modified}, or {@code partition NAME}
 * @param value the latest time of change taken, in milliseconds since 1970; or the last partition taken
 * @param files the files of that very time; empty for partitions
 */
public record Watermark(String by, String value, SortedSet<String> files) {
    /** Its key in the state of a checkpoint's manifest, in runs of a series. */
    public static final String KEY = "watermark";

    private static final String NAME = "watermark.json";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    /** Copies the files. */
    public Watermark {
        files = new TreeSet<>(files);
    }

    /** As a checkpoint's manifest has it. */
    public JsonNode json() {
        return JSON.valueToTree(this);
    }

    /**
     * What {@link #json} has written.
     *
     * @param where for messages
     * @throws RunException if it is something else
     */
    public static Watermark parse(JsonNode json, String where) {
        try {
            if (json.isObject()) {
                return JSON.treeToValue(json, Watermark.class);
            }
        } catch (JsonProcessingException e) {
            throw damaged(where);
        }
        throw damaged(where);
    }

    /** The watermark of a run's data; nothing if the run belongs to no series. */
    public static Optional<Watermark> of(Storage storage, Path data) {
        Path file = new Path(data, NAME);
        if (!storage.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(JSON.readTree(storage.read(file)), Storage.shown(file)));
        } catch (IOException e) {
            throw damaged(Storage.shown(file));
        }
    }

    private static RunException damaged(String where) {
        return RunException.input("Cannot read the watermark of %s: it is damaged (restore the file)", where);
    }

    void write(Storage storage, Path data) {
        try {
            storage.replace(new Path(data, NAME), JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the watermark of %s as JSON".formatted(data), e);
        }
    }
}

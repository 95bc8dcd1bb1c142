package org.waggle.common.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.waggle.common.failure.RunException;

/**
 * What a checkpoint consists of; written last, as {@code manifest.json}, it makes the checkpoint visible.
 *
 * @param version number of this format
 * @param run name of the run
 * @param step global step over all phases after which it was taken, from 0
 * @param updates optimizer updates so far
 * @param phase name of the phase that it was taken in
 * @param created when, in ISO 8601
 * @param files every file of the checkpoint but this one
 * @param state what else a resumed run has to know; any JSON
 */
public record Manifest(
        int version,
        String run,
        int step,
        long updates,
        String phase,
        String created,
        List<CheckpointFile> files,
        JsonNode state) {
    /** The version that is written, and the only one that is read. */
    public static final int VERSION = 1;

    /** Copies the list of files. */
    public Manifest {
        files = List.copyOf(files);
    }

    byte[] toJson() {
        return Json.page(this);
    }

    /**
     * Reads a manifest.
     *
     * @param folder the checkpoint's folder, for messages
     * @throws RunException if it is damaged or of another version
     */
    static Manifest parse(String folder, byte[] json) {
        try {
            JsonNode node = Json.parse(json);
            int version = node.path("version").asInt();
            if (version > VERSION) {
                throw RunException.input(
                        "Cannot read checkpoint %s: its manifest has version %d (this Waggle reads version %d; use a later one)",
                        folder, version, VERSION);
            }
            return Json.as(node, Manifest.class);
        } catch (IOException e) {
            throw RunException.input(
                    "Cannot read checkpoint %s: its manifest is damaged " + CheckpointStore.REMEDY, folder);
        }
    }
}

package org.waggle.common.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * A file of JSON objects, one a line, that grows while a run goes on. Each line can be read by others as soon as
 * {@link #append} returns. Where files can't be appended to (object stores), the file is put anew with each line.
 */
public final class JsonLinesLog implements Closeable {
    private static final String STEP = "step";

    private final Storage storage;
    private final Path path;
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private @Nullable FSDataOutputStream out;

    private JsonLinesLog(Storage storage, Path path) {
        this.storage = storage;
        this.path = path;
    }

    /** Begins a log, in place of one of that name. */
    public static JsonLinesLog create(Storage storage, Path path) {
        return open(storage, path, List.of());
    }

    /**
     * Goes on with a log after the lines up to a step; it is rewritten whole, so what a killed writer has left open or
     * unfinished does no harm.
     *
     * @param step the last step that is kept; lines without a step are kept
     */
    public static JsonLinesLog resume(Storage storage, Path path, int step) {
        cutAfter(storage, path, step);
        return open(storage, path, lines(storage, path));
    }

    /** Drops the lines of later steps, and what is unfinished; nothing happens if there is no such file. */
    public static void cutAfter(Storage storage, Path path, int step) {
        if (storage.exists(path)) {
            StringBuilder kept = new StringBuilder();
            lines(storage, path).stream()
                    .filter(line -> step(line) <= step)
                    .forEach(line -> kept.append(line).append('\n'));
            storage.replace(path, kept.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * The finished lines of a log, none if there is no such file. What follows the last line break is left out: it is
     * being written, or a kill has torn it.
     *
     * @throws RunException if a finished line is not JSON; it names the line
     */
    public static List<String> lines(Storage storage, Path path) {
        if (!storage.exists(path)) {
            return List.of();
        }
        String text = new String(storage.read(path), StandardCharsets.UTF_8);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            requireObject(path, number, lines.get(number - 1));
        }
        return lines;
    }

    /**
     * Adds one line.
     *
     * @param json an object, without a line break
     */
    public void append(String json) {
        byte[] line = (json + "\n").getBytes(StandardCharsets.UTF_8);
        FSDataOutputStream stream = out;
        if (stream == null) {
            whole.writeBytes(line);
            storage.replace(path, whole.toByteArray());
            return;
        }
        Storage.writing(path, () -> {
            stream.write(line);
            stream.hflush();
            return path;
        });
    }

    @Override
    public void close() {
        FSDataOutputStream stream = out;
        if (stream != null) {
            out = null;
            Storage.writing(path, () -> {
                stream.close();
                return path;
            });
        }
    }

    private static JsonLinesLog open(Storage storage, Path path, List<String> lines) {
        JsonLinesLog log = new JsonLinesLog(storage, path);
        lines.forEach(line -> log.whole.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
        storage.replace(path, log.whole.toByteArray());
        FileSystem files = storage.fileSystem(path);
        if (Storage.reading(path, () -> files.hasPathCapability(path, CommonPathCapabilities.FS_APPEND))) {
            log.whole.reset();
            log.out = Storage.writing(path, () -> files.append(path));
        }
        return log;
    }

    private static int step(String line) {
        try {
            return Json.parse(line).path(STEP).asInt(0);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The line was read before", e);
        }
    }

    private static void requireObject(Path path, int number, String line) {
        try {
            if (Json.parse(line).isObject()) {
                return;
            }
        } catch (JsonProcessingException e) {
            throw new RunException(FailureKind.INPUT, "Cannot read %s: line %d is not JSON".formatted(path, number), e);
        }
        throw RunException.input("Cannot read %s: line %d is not a JSON object", path, number);
    }
}

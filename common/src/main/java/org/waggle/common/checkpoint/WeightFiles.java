package org.waggle.common.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.waggle.common.failure.RunException;

/**
 * Weights in Hugging Face layout: one file, such as {@code model.safetensors}, or several beside each other with an
 * index. Values come as float32, widened exactly, through a buffer of 1 MiB, whatever the size of the files. Of one
 * thread.
 */
public final class WeightFiles implements Closeable {
    /** Name of the file with a model's weights. */
    public static final String MODEL = "model.safetensors";

    /** Name of the file with an adapter's weights. */
    public static final String ADAPTER = "adapter_model.safetensors";

    /** What the name of the index ends in, behind that of the file, if there are several instead of it. */
    static final String INDEX = ".index.json";

    private static final String WEIGHT_MAP = "weight_map";
    private static final int COMPARED = 1 << 20;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long LARGEST_INDEX_BYTES = 1 << 25;

    private final Storage storage;
    private final Path single;
    private final Optional<JsonNode> fileOfTensor;
    private final Map<String, SafetensorsFile> open = new HashMap<>();

    private WeightFiles(Storage storage, Path single, Optional<JsonNode> fileOfTensor) {
        this.storage = storage;
        this.single = single;
        this.fileOfTensor = fileOfTensor;
    }

    /**
     * Opens weights; files are opened when they are first needed.
     *
     * @param single the file that there is if there is one; where it is missing, several beside it are looked for
     * @throws RunException if there are neither weights nor an index, or the index is damaged
     */
    public static WeightFiles open(Storage storage, Path single) {
        Path index = index(single);
        boolean several = !storage.exists(single) && storage.exists(index);
        return new WeightFiles(storage, single, several ? Optional.of(weightMap(storage, index)) : Optional.empty());
    }

    /**
     * Type and shape of a tensor.
     *
     * @throws RunException if there is no such tensor, or its type isn't F32, BF16 or F16
     */
    public TensorSpec spec(String tensor) {
        return entry(tensor).spec();
    }

    /** True if there is such a tensor. */
    public boolean has(String tensor) {
        return fileOfTensor
                .map(files -> files.has(tensor))
                .orElseGet(() -> file(tensor).entries().containsKey(tensor));
    }

    /** True if two tensors have the same shape and values. */
    public boolean areEqual(String one, String other) {
        TensorSpec spec = spec(one);
        if (!Arrays.equals(spec.shape(), spec(other).shape())) {
            return false;
        }
        long count = Arrays.stream(spec.shape()).reduce(1, (all, side) -> all * side);
        return LongStream.rangeClosed(0, (count - 1) / COMPARED)
                .allMatch(part -> Arrays.equals(part(one, part, count), part(other, part, count)));
    }

    private float[] part(String tensor, long part, long count) {
        float[] values = new float[(int) Math.min(COMPARED, count - part * COMPARED)];
        read(tensor, part * COMPARED, values, 0, values.length);
        return values;
    }

    /**
     * Reads a run of a tensor's values.
     *
     * @param first index of the first value, the tensor's rows one after the other
     * @param target where they go, from index {@code from} to {@code to}, exclusive
     */
    public void read(String tensor, long first, float[] target, int from, int to) {
        SafetensorsFile file = file(tensor);
        SafetensorsFile.Entry entry = entry(tensor);
        int width = entry.spec().dtype().bytes();
        int most = CHUNK_BYTES / width;
        ByteBuffer chunk = ByteBuffer.allocate(Math.min(most, to - from) * width);
        for (int at = from; at < to; at += most) {
            chunk.clear().limit(Math.min(most, to - at) * width);
            file.read(entry.begin() + (first + at - from) * width, chunk);
            Widening.widen(entry.spec().dtype(), chunk.flip(), target, at);
        }
    }

    @Override
    public void close() {
        open.values().forEach(SafetensorsFile::close);
    }

    private SafetensorsFile.Entry entry(String tensor) {
        SafetensorsFile.Entry entry = file(tensor).entry(tensor);
        if (!Widening.isExact(entry.spec().dtype())) {
            throw RunException.input(
                    "Cannot read %s: %s is %s (supported: F32, BF16, F16)",
                    path(name(tensor)), tensor, entry.spec().dtype());
        }
        return entry;
    }

    private SafetensorsFile file(String tensor) {
        return open.computeIfAbsent(name(tensor), name -> SafetensorsFile.open(storage, path(name)));
    }

    private Path path(String name) {
        return new Path(single.getParent(), name);
    }

    private String name(String tensor) {
        return fileOfTensor.map(files -> indexed(files, tensor)).orElse(single.getName());
    }

    private String indexed(JsonNode files, String tensor) {
        Path index = index(single);
        if (!files.has(tensor)) {
            throw RunException.input("Cannot read %s: it has no tensor %s", index, tensor);
        }
        String name = files.path(tensor).asText();
        if (!name.endsWith(".safetensors") || !name.matches("[\\w.-]+")) {
            throw RunException.input(
                    "Cannot read %s: %s lies in '%s' (must be a safetensors file beside it)", index, tensor, name);
        }
        return name;
    }

    private static Path index(Path single) {
        return single.suffix(INDEX);
    }

    private static JsonNode weightMap(Storage storage, Path index) {
        long bytes = storage.length(index);
        if (bytes > LARGEST_INDEX_BYTES) {
            throw RunException.input(
                    "Cannot read %s: it has %d bytes (must be at most %d)", index, bytes, LARGEST_INDEX_BYTES);
        }
        try {
            JsonNode map = Json.parse(storage.read(index)).path(WEIGHT_MAP);
            if (map.isObject()) {
                return map;
            }
        } catch (IOException e) {
            throw RunException.input("Cannot read %s: not JSON", index);
        }
        throw RunException.input("Cannot read %s: it has no %s", index, WEIGHT_MAP);
    }
}

package org.waggle.common.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.SafetensorsFile.Entry;
import org.waggle.common.failure.RunException;

/**
 * The header of a safetensors file: eight bytes of length, little-endian, then JSON that gives each tensor's type,
 * shape and byte range.
 *
 * @param dataBegin where the first tensor begins in the file
 * @param dataBytes length of all tensors
 * @param entries the tensors by name
 */
record SafetensorsHeader(long dataBegin, long dataBytes, SortedMap<String, Entry> entries) {
    private static final int LENGTH_BYTES = 8;
    private static final long LARGEST = 1 << 25;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    SafetensorsHeader {
        entries = Collections.unmodifiableSortedMap(entries);
    }

    static SafetensorsHeader read(Path path, FSDataInputStream in, long fileBytes) {
        byte[] json = Storage.reading(path, () -> json(path, in, fileBytes));
        SortedMap<String, Entry> entries = parse(path, json);
        long begin = LENGTH_BYTES + (long) json.length;
        long end = lastByte(path, entries);
        if (begin + end != fileBytes) {
            throw damaged(path, "it has %d bytes and its header says %d".formatted(fileBytes, begin + end));
        }
        return new SafetensorsHeader(begin, end, entries);
    }

    /** A header for tensors one after the other, padded so that the first begins at a multiple of 8. */
    static byte[] write(List<TensorSpec> tensors) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject(METADATA).put("format", "pt");
        long begin = 0;
        for (TensorSpec tensor : tensors) {
            if (root.has(tensor.name())) {
                throw new IllegalArgumentException("Invalid tensor: %s is there twice".formatted(tensor.name()));
            }
            ObjectNode entry =
                    root.putObject(tensor.name()).put("dtype", tensor.dtype().name());
            var shape = entry.putArray("shape");
            for (long extent : tensor.shape()) {
                shape.add(extent);
            }
            entry.putArray("data_offsets").add(begin).add(begin + tensor.bytes());
            begin += tensor.bytes();
        }
        String json = root.toString();
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        byte[] padded = (json + " ".repeat(Math.floorMod(-bytes, 8))).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(LENGTH_BYTES + padded.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .put(padded)
                .array();
    }

    private static byte[] json(Path path, FSDataInputStream in, long fileBytes) throws IOException {
        if (fileBytes < LENGTH_BYTES) {
            throw damaged(path, "it has %d bytes".formatted(fileBytes));
        }
        byte[] size = new byte[LENGTH_BYTES];
        in.readFully(0, size);
        long length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LARGEST || length > fileBytes - LENGTH_BYTES) {
            throw damaged(path, "its header has %d bytes of the file's %d".formatted(length, fileBytes));
        }
        byte[] json = new byte[(int) length];
        in.readFully(LENGTH_BYTES, json);
        return json;
    }

    private static SortedMap<String, Entry> parse(Path path, byte[] json) {
        SortedMap<String, Entry> entries = new TreeMap<>();
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (IOException e) {
            throw damaged(path, "its header is not JSON");
        }
        if (!root.isObject()) {
            throw damaged(path, "its header is not a JSON object");
        }
        root.properties().forEach(field -> {
            if (!field.getKey().equals(METADATA)) {
                entries.put(field.getKey(), entry(path, field.getKey(), field.getValue()));
            }
        });
        return entries;
    }

    private static Entry entry(Path path, String name, JsonNode node) {
        try {
            Dtype dtype = Dtype.valueOf(node.path("dtype").asText());
            TensorSpec spec = new TensorSpec(name, dtype, longs(node.path("shape")));
            long[] range = longs(node.path("data_offsets"));
            if (range.length == 2 && range[1] - range[0] == spec.bytes()) {
                return new Entry(spec, range[0]);
            }
            throw damaged(path, "the byte range of %s does not fit its shape".formatted(name));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw damaged(path, "type, shape or byte range of %s is not valid".formatted(name));
        }
    }

    private static long[] longs(JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("not an array");
        }
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(SafetensorsHeader::extent)
                .toArray();
    }

    private static long extent(JsonNode number) {
        if (!number.canConvertToLong() || !number.isIntegralNumber() || number.longValue() < 0) {
            throw new IllegalArgumentException("not a whole number");
        }
        return number.longValue();
    }

    /** Requires that tensors follow each other without gap or overlap, as the format does. */
    private static long lastByte(Path path, SortedMap<String, Entry> entries) {
        List<Entry> ordered = entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList();
        long end = 0;
        for (Entry entry : ordered) {
            if (entry.begin() != end) {
                throw damaged(
                        path,
                        "%s begins at byte %d, not %d".formatted(entry.spec().name(), entry.begin(), end));
            }
            end = entry.end();
        }
        return end;
    }

    private static RunException damaged(Path path, String what) {
        return RunException.input("Cannot read %s: not an intact safetensors file (%s)", path, what);
    }
}

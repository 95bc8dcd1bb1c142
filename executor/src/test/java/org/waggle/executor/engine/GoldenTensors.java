package org.waggle.executor.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reference values: the tensors of a safetensors file among the test resources. */
final class GoldenTensors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode header;
    private final ByteBuffer data;

    private GoldenTensors(byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) buffer.getLong(0);
        header = JSON.readTree(content, Long.BYTES, length);
        data = buffer.position(Long.BYTES + length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    static GoldenTensors open(String resource) {
        try {
            return new GoldenTensors(bytes(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String resource) {
        return GoldenTensors.class.getResource("/golden/" + resource) != null;
    }

    static JsonNode json(String resource) {
        try {
            return JSON.readTree(bytes(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    boolean has(String name) {
        return header.has(name);
    }

    /** Number of tensors. */
    int size() {
        return header.size() - (header.has("__metadata__") ? 1 : 0);
    }

    int[] shape(String name) {
        return JSON.convertValue(header.get(name).get("shape"), int[].class);
    }

    float[] floats(String name) {
        ByteBuffer tensor = raw(name);
        float[] values = new float[tensor.remaining() / Float.BYTES];
        tensor.asFloatBuffer().get(values);
        return values;
    }

    int[] longs(String name) {
        ByteBuffer tensor = raw(name);
        int[] values = new int[tensor.remaining() / Long.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) tensor.getLong(tensor.position() + i * Long.BYTES);
        }
        return values;
    }

    /** Little-endian bytes of a tensor. */
    ByteBuffer raw(String name) {
        JsonNode range = Objects.requireNonNull(header.get(name), name).get("data_offsets");
        int from = range.get(0).intValue();
        return data.slice(from, range.get(1).intValue() - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = GoldenTensors.class.getResourceAsStream("/golden/" + resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.waggle.executor.task.gym;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** Metadata as text and back; what isn't as it must be is an {@link IllegalArgumentException}. */
final class GymJson {
    /** Entries in order, so that the same metadata are the same text in every process. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private GymJson() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read metadata: they are not JSON", e);
        }
    }

    static String written(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write metadata", e);
        }
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static long whole(JsonNode metadata, String name, long low, long high) {
        JsonNode node = metadata.path(name);
        require(node.isIntegralNumber() && node.canConvertToLong(), name);
        require(node.asLong() >= low && node.asLong() <= high, name);
        return node.asLong();
    }

    static String text(JsonNode metadata, String name) {
        require(metadata.path(name).isTextual(), name);
        return metadata.path(name).asText();
    }

    /** Small numbers of a list. */
    static int[] cells(JsonNode list, int most) {
        require(list.isArray() && !list.isEmpty() && list.size() <= most, "list");
        int[] cells = new int[list.size()];
        for (int place = 0; place < cells.length; place++) {
            require(list.get(place).isInt(), "cell");
            cells[place] = list.get(place).asInt();
            require(cells[place] >= 0 && cells[place] <= 9, "cell");
        }
        return cells;
    }

    static List<String> texts(JsonNode metadata, String name, int most) {
        JsonNode list = metadata.path(name);
        require(list.isArray() && !list.isEmpty() && list.size() <= most, name);
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            require(text.isTextual(), name);
            texts.add(text.asText());
        }
        return texts;
    }

    static void require(boolean condition, String name) {
        if (!condition) {
            throw new IllegalArgumentException("Invalid metadata: " + name);
        }
    }
}

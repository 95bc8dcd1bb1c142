package org.waggle.executor.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.waggle.common.failure.RunException;

/** Reads JSON that others wrote. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /**
     * A tree of JSON.
     *
     * @param source what a message calls it
     */
    static JsonNode tree(String json, String source) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw RunException.input("Cannot read %s: not JSON (%s)", source, e.getOriginalMessage());
        }
    }
}

package org.waggle.driver.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What else a problem brings, as one JSON object. */
final class ExtraText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private ExtraText() {}

    static String of(Map<String, String> extra) {
        try {
            return JSON.writeValueAsString(extra);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write %s as JSON".formatted(extra.keySet()), e);
        }
    }

    static Map<String, String> parse(String json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read %s as JSON".formatted(json), e);
        }
    }
}

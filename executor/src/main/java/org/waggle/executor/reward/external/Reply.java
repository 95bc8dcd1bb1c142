package org.waggle.executor.reward.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.StreamSupport;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.RunException;

/** What comes back: {@code {"scores": [...]}} or {@code {"error": "..."}}. */
final class Reply {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final int SHOWN = 200;

    private Reply() {}

    /**
     * The scores of a reply. What isn't a number is NaN, which whoever asked refuses by name.
     *
     * @param from who replied, for messages
     */
    static Scores parse(String from, String text) {
        JsonNode reply = json(from, text);
        if (reply.hasNonNull("error")) {
            throw RunException.input("%s failed: %s", from, reply.get("error").asText());
        }
        JsonNode scores = reply.get("scores");
        if (scores == null || !scores.isArray()) {
            throw unexpected(from, text);
        }
        return Scores.of(StreamSupport.stream(scores.spliterator(), false)
                .mapToDouble(score -> score.isNumber() ? score.doubleValue() : Double.NaN)
                .toArray());
    }

    private static JsonNode json(String from, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw unexpected(from, text);
        }
    }

    private static RunException unexpected(String from, String text) {
        String shown = text.substring(0, Math.min(SHOWN, text.length())).replaceAll("\\s+", " ");
        return RunException.input("%s replied: %s (must be {\"scores\": […]})", from, shown);
    }
}

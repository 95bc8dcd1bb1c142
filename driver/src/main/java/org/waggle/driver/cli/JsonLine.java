package org.waggle.driver.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waggle.common.failure.RunException;

/**
 * One object of a stream of JSON lines.
 *
 * @param number of its line, from 1
 * @param fields what it holds
 */
record JsonLine(int number, ObjectNode fields) {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Hands over the lines one by one, as they arrive; empty ones are passed over. */
    static void each(InputStream in, Consumer<JsonLine> consumer) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    consumer.accept(parse(number, line));
                }
            }
        } catch (IOException e) {
            throw RunException.input("Cannot read standard input: %s", e);
        }
    }

    private static JsonLine parse(int number, String line) {
        try {
            if (MAPPER.readTree(line) instanceof ObjectNode fields) {
                return new JsonLine(number, fields);
            }
        } catch (JsonProcessingException e) {
            throw RunException.input("Cannot read line %d: it is not JSON (%s)", number, e.getOriginalMessage());
        }
        throw RunException.input("Cannot read line %d: it is not a JSON object (must be {…})", number);
    }

    /** The result of work on the line; what fails there is told with the line's number. */
    <T> T worked(Supplier<T> work) {
        try {
            return work.get();
        } catch (RunException e) {
            throw new RunException(e.kind(), "%s, line %d".formatted(e.getMessage(), number), e);
        }
    }

    /** A text that must be there. */
    String text(String name) {
        if (!fields.hasNonNull(name)) {
            throw RunException.input("Missing value: %s, line %d", name, number);
        }
        return text(name, "");
    }

    /** A text as it is, anything else as JSON, nothing as the empty text: how columns of data reach rewards. */
    String shown(String name) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /** A text, or what stands for one that isn't there. */
    String text(String name, String otherwise) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw RunException.input("Invalid %s: %s (must be text), line %d", name, value, number);
        }
        return value.textValue();
    }
}

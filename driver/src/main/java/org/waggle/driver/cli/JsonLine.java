package org.waggle.driver.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waggle.common.failure.RunException;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * One object of a stream of JSON lines.
 *
 * @param number of its line, from 1
 * @param fields what it holds
 */
record JsonLine(int number, ObjectNode fields) {
    /** Name of a text that stands alone. */
    static final String TEXT = "text";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Hands over the lines one by one, as they arrive; empty ones are passed over. */
    static void each(InputStream in, Consumer<JsonLine> consumer) {
        // Byte by byte, so that a line with bytes that aren't text has a number.
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    consumer.accept(parse(number, decoded(number, line)));
                }
            }
        } catch (IOException e) {
            throw RunException.input("Cannot read standard input: %s", e);
        }
    }

    private static String decoded(int number, String bytes) {
        try {
            ByteBuffer line = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
        } catch (CharacterCodingException e) {
            throw RunException.input("Cannot read line %d: it is not UTF-8", number);
        }
    }

    private static JsonLine parse(int number, String line) {
        try {
            if (MAPPER.readTree(line) instanceof ObjectNode fields) {
                return new JsonLine(number, requireText(number, fields));
            }
        } catch (MismatchedInputException e) {
            throw RunException.input("Cannot read line %d: it has more than one JSON value", number);
        } catch (JsonProcessingException e) {
            throw RunException.input("Cannot read line %d: it is not JSON (%s)", number, e.getOriginalMessage());
        }
        throw RunException.input("Cannot read line %d: it is not a JSON object (must be {…})", number);
    }

    /** Half a surrogate pair can be written in JSON, but is no character. */
    private static ObjectNode requireText(int number, ObjectNode fields) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(fields.toString())) {
            throw RunException.input("Cannot read line %d: it has half a surrogate pair (\\ud800 to \\udfff)", number);
        }
        return fields;
    }

    /**
     * The tokens of its text, with the special ones that the tokenizer puts around what stands alone unless
     * {@code add_special_tokens} is false.
     */
    int[] tokens(Tokenizer tokenizer) {
        String text = text(TEXT);
        boolean special = fields.path("add_special_tokens").asBoolean(true);
        return worked(() -> special ? tokenizer.encodeSequence(text) : tokenizer.encode(text));
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

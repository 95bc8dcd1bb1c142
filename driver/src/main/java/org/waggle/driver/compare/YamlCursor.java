package org.waggle.driver.compare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.waggle.common.failure.RunException;

/** Walks over a YAML file value by value, and knows the line for messages. */
final class YamlCursor {
    private final String file;
    private final JsonParser parser;

    YamlCursor(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Reads a value; the parser stands on its first token before, on its last one after. */
    interface Value {
        void read() throws IOException;
    }

    /** Reads the value of a key. */
    interface Field {
        void read(String key) throws IOException;
    }

    void begin() throws IOException {
        if (parser.nextToken() == null) {
            throw wrong("Missing value: the file is empty");
        }
    }

    void end() throws IOException {
        if (parser.nextToken() != null) {
            throw wrong("Invalid document: a second one begins (must be one)");
        }
    }

    int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    /**
     * Reads a mapping.
     *
     * @param what its name, for messages
     * @param known its keys, and whether each is required; empty if any key will do
     */
    void mapping(String what, Map<String, Boolean> known, Field field) throws IOException {
        int line = line();
        expect(what, JsonToken.START_OBJECT, "a mapping of keys to values");
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (!known.isEmpty() && !known.containsKey(key)) {
                throw wrong("Unknown key: %s (%s has %s)"
                        .formatted(key, what, String.join(", ", new TreeMap<>(known).keySet())));
            }
            seen.add(key);
            parser.nextToken();
            field.read(key);
        }
        new TreeMap<>(known).forEach((key, required) -> {
            if (required && !seen.contains(key)) {
                throw wrong(line, "Missing value: %s (%s needs it)".formatted(key, what));
            }
        });
    }

    void list(String what, Value value) throws IOException {
        expect(what, JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            value.read();
        }
    }

    String text(String what) throws IOException {
        expect(what, JsonToken.VALUE_STRING, "text");
        return parser.getText();
    }

    long whole(String what) throws IOException {
        expect(what, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getLongValue();
    }

    /** The value, whatever it is, as JSON text. */
    String json() throws IOException {
        return parser.<JsonNode>readValueAsTree().toString();
    }

    <T> T checked(int line, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw wrong(line, String.valueOf(e.getMessage()));
        }
    }

    RunException wrong(String message) {
        return wrong(line(), message);
    }

    private RunException wrong(int line, String message) {
        return RunException.input("%s, %s line %d", message, file, line);
    }

    private void expect(String what, JsonToken token, String wanted) throws IOException {
        if (parser.currentToken() != token) {
            String found = parser.currentToken().isScalarValue() ? parser.getText() : "a list or mapping";
            throw wrong("Invalid %s: %s (must be %s)".formatted(what, found.isEmpty() ? "nothing" : found, wanted));
        }
    }
}

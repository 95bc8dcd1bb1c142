package org.waggle.executor.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.waggle.common.failure.RunException;

/**
 * An object of a {@code config.json}, read strictly: a value of another type is refused by name; null counts as
 * missing.
 *
 * @param node the object, or what is there instead
 * @param where the file's path, for messages
 */
record ConfigNode(JsonNode node, String where) {
    boolean has(String key) {
        return node.hasNonNull(key);
    }

    ConfigNode child(String key) {
        JsonNode child = node.path(key);
        if (has(key) && !child.isObject()) {
            throw wrong(key, "an object");
        }
        return new ConfigNode(child, where);
    }

    int whole(String key) {
        if (!node.path(key).isInt()) {
            throw wrong(key, "a whole number");
        }
        return node.path(key).intValue();
    }

    int whole(String key, int otherwise) {
        return has(key) ? whole(key) : otherwise;
    }

    double real(String key) {
        if (!node.path(key).isNumber()) {
            throw wrong(key, "a number");
        }
        return node.path(key).doubleValue();
    }

    double real(String key, double otherwise) {
        return has(key) ? real(key) : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        if (has(key) && !node.path(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return has(key) ? node.path(key).booleanValue() : otherwise;
    }

    String text(String key, String otherwise) {
        if (has(key) && !node.path(key).isTextual()) {
            throw wrong(key, "a string");
        }
        return has(key) ? node.path(key).textValue() : otherwise;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node.path(key)) {
            texts.add(text.asText());
        }
        return texts;
    }

    RunException unsupported(String key, String value, String supported) {
        return RunException.input("Cannot read %s: unsupported %s: %s (supported: %s)", where, key, value, supported);
    }

    private RunException wrong(String key, String wanted) {
        JsonNode value = node.path(key);
        return RunException.input(
                "Cannot read %s: %s is %s (must be %s)",
                where, key, value.isMissingNode() || value.isNull() ? "missing" : value, wanted);
    }
}

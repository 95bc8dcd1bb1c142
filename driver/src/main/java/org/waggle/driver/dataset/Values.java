package org.waggle.driver.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Takes values out of rows, or says what is wrong with them. */
final class Values {
    private Values() {}

    /** A value that is there and isn't null. */
    static JsonNode present(JsonNode row, String column) throws BadRow {
        JsonNode value = row.get(column);
        if (value == null) {
            throw new BadRow("it has no column '%s' (it has: %s)", column, String.join(", ", names(row)));
        }
        if (value.isNull()) {
            throw new BadRow("column '%s' is null", column);
        }
        return value;
    }

    /** Text that isn't blank. */
    static String text(JsonNode row, String column) throws BadRow {
        JsonNode value = present(row, column);
        if (!value.isTextual()) {
            throw new BadRow("column '%s' is %s (must be text)", column, kind(value));
        }
        if (value.textValue().isBlank()) {
            throw new BadRow("column '%s' is empty", column);
        }
        return value.textValue();
    }

    /** Text, a number or a truth, as text; what is nested as JSON. */
    static String any(JsonNode row, String column) throws BadRow {
        JsonNode value = present(row, column);
        return value.isValueNode() ? value.asText() : value.toString();
    }

    static List<String> names(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a truth value";
            case NULL -> "null";
            default -> "nothing";
        };
    }
}

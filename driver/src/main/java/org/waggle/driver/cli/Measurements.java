package org.waggle.driver.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.SortedMap;
import org.waggle.driver.stage.Measurement;

/** Measurements as a person or a program reads them. */
final class Measurements {
    private Measurements() {}

    /** One line each: {@code pass@1 0.4350 ± 0.0123}. */
    static String table(SortedMap<String, Measurement> measured) {
        StringBuilder lines = new StringBuilder();
        measured.forEach((name, value) -> lines.append(
                String.format(Locale.ROOT, "%-32s %.4f ± %.4f%n", name, value.mean(), value.standardError())));
        return lines.toString();
    }

    /** {@code {"pass@1": {"mean": 0.435, "standard_error": 0.0123}, …}}. */
    static String json(SortedMap<String, Measurement> measured) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        measured.forEach((name, value) ->
                root.putObject(name).put("mean", value.mean()).put("standard_error", value.standardError()));
        return root.toPrettyString() + System.lineSeparator();
    }
}

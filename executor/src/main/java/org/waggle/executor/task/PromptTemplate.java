package org.waggle.executor.task;

import java.util.Map;
import org.waggle.common.failure.Check;

/**
 * Text with places to fill in, such as {@code What is {a} + {b}?}.
 *
 * @param text the text; what stands in braces and isn't a place stays as it is
 */
record PromptTemplate(String text) {
    /** Requires that every place occurs in the text. */
    static void check(String prompt, String... places) {
        for (String place : places) {
            Check.that(prompt.contains("{" + place + "}"), "prompt", prompt, "must contain {" + place + "}");
        }
    }

    String filled(Map<String, ?> values) {
        String filled = text;
        for (Map.Entry<String, ?> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
        }
        return filled;
    }
}

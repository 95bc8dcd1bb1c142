package org.waggle.executor.jinja;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;
import org.waggle.common.failure.RunException;

/**
 * A template, ready to render: Jinja as Hugging Face transformers sets it up for chats. Templates come from strangers,
 * so their size, steps, depth and output are bounded; one that does more than it may is refused like one that is wrong.
 * Safe for use by any number of threads.
 */
public final class Template {
    private static final int LONGEST = 1_000_000;

    private final Body body;

    private Template(Body body) {
        this.body = body;
    }

    /**
     * Reads a template.
     *
     * @throws RunException if it isn't one, or uses what chat templates don't have, with the line
     */
    public static Template of(String source) {
        if (source.length() > LONGEST) {
            throw RunException.input(
                    "Cannot read the chat template: it has %,d characters (must be at most %,d)",
                    source.length(), LONGEST);
        }
        try {
            return new Template(new StatementParser(new TokenStream(new Lexer(source).tokens())).template());
        } catch (TemplateFailure e) {
            throw RunException.input("Cannot read the chat template: %s", e.what());
        }
    }

    /**
     * The text that the template makes of variables.
     *
     * @param variables JSON object: variables by name
     * @param clock what {@code strftime_now} goes by
     * @throws RunException if the template refuses them, fails or does too much, with the line
     */
    public String render(JsonNode variables, Clock clock) {
        Map<String, Object> names = Functions.all(clock);
        Work work = new Work();
        try {
            variables.properties().forEach(field -> names.put(field.getKey(), JsonValues.of(field.getValue())));
            return Scope.of(names, work).inner().captured(body);
        } catch (TemplateFailure e) {
            throw RunException.input(
                    "Cannot render the chat template: %s (line %d of the template)", e.what(), work.line());
        }
    }
}

package org.waggle.executor.reward.external;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;

/** A group as rewards outside of this JVM see it: {@code prompts}, {@code completions}, and a list for each column. */
final class Columns {
    private static final String PROMPTS = "prompts";
    private static final String COMPLETIONS = "completions";
    private static final String ANSWER = "answer";

    private Columns() {}

    /** One list for each column, one entry for each completion; what the problem brings along is repeated. */
    static ObjectNode of(Group group) {
        ObjectNode columns = JsonNodeFactory.instance.objectNode();
        group.problem().extra().forEach((name, value) -> fill(columns, name, group, completion -> value));
        fill(columns, ANSWER, group, completion -> group.problem().answer());
        fill(columns, PROMPTS, group, completion -> group.problem().prompt());
        fill(columns, COMPLETIONS, group, Completion::text);
        return columns;
    }

    private static void fill(ObjectNode columns, String name, Group group, Function<Completion, String> value) {
        ArrayNode column = columns.putArray(name);
        group.completions().forEach(completion -> column.add(value.apply(completion)));
    }
}

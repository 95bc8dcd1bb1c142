package org.waggle.driver.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;
import org.waggle.executor.task.Dataset;

/**
 * Makes a problem of a row's columns.
 *
 * @param settings which column is what
 */
record RowProblem(Dataset settings) implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> REPLIES = Set.of(Dataset.COMPLETION, Dataset.CHOSEN, Dataset.REJECTED);
    private static final Set<String> OWN = Set.of(Dataset.PROMPT, Dataset.MESSAGES, Dataset.TOOLS, Dataset.ANSWER);
    private static final String ROLE = "role";
    private static final String CONTENT = "content";

    /** The problem; its id is the question's. */
    Problem of(JsonNode row) throws BadRow {
        boolean isChat = settings.columns().containsKey(Dataset.MESSAGES);
        Values.present(row, column(isChat ? Dataset.MESSAGES : Dataset.PROMPT));
        Map<String, String> extra = extra(row);
        String answer = settings.columns().containsKey(Dataset.ANSWER)
                ? extracted(Dataset.ANSWER, Values.any(row, column(Dataset.ANSWER)))
                : "";
        if (!isChat) {
            String prompt = extracted(Dataset.PROMPT, Values.text(row, column(Dataset.PROMPT)));
            return new Problem(Fingerprint.question(prompt).name(), prompt, answer, extra);
        }
        ArrayNode messages = messages(row, column(Dataset.MESSAGES));
        takeReply(messages, extra);
        Chat chat = chat(row, messages);
        return new Problem(Fingerprint.question(chat.json()).name(), question(messages), chat, answer, extra);
    }

    private Map<String, String> extra(JsonNode row) throws BadRow {
        Map<String, String> extra = new TreeMap<>();
        for (Map.Entry<String, String> column : settings.columns().entrySet()) {
            String name = column.getKey();
            if (REPLIES.contains(name)) {
                extra.put(name, extracted(name, reply(row, column.getValue())));
            } else if (!OWN.contains(name)) {
                extra.put(name, extracted(name, Values.any(row, column.getValue())));
            }
        }
        return extra;
    }

    /** A text, or the last message of a conversation. */
    private static String reply(JsonNode row, String column) throws BadRow {
        if (Values.present(row, column).isTextual()) {
            return Values.text(row, column);
        }
        ArrayNode messages = messages(row, column);
        return Values.text(messages.get(messages.size() - 1), CONTENT);
    }

    /** A reply at the end is something to learn from, not part of the question. */
    private void takeReply(ArrayNode messages, Map<String, String> extra) throws BadRow {
        JsonNode last = messages.get(messages.size() - 1);
        if (!last.path(ROLE).asText().equals("assistant")) {
            return;
        }
        if (settings.columns().containsKey(Dataset.COMPLETION) || settings.hasPreferences()) {
            throw new BadRow("the conversation ends with the assistant (must end before the reply in another column)");
        }
        if (messages.size() == 1) {
            throw new BadRow("the conversation has nothing but a reply");
        }
        extra.put(Dataset.COMPLETION, Values.text(last, CONTENT));
        messages.remove(messages.size() - 1);
    }

    private Chat chat(JsonNode row, ArrayNode messages) throws BadRow {
        ObjectNode chat = JSON.createObjectNode();
        chat.set(Dataset.MESSAGES, messages);
        if (settings.columns().containsKey(Dataset.TOOLS)) {
            chat.set(Dataset.TOOLS, list(row, column(Dataset.TOOLS)));
        }
        return new Chat(chat.toString());
    }

    private static ArrayNode messages(JsonNode row, String column) throws BadRow {
        ArrayNode messages = list(row, column);
        if (messages.isEmpty()) {
            throw new BadRow("column '%s' is empty", column);
        }
        for (JsonNode message : messages) {
            if (!message.path(ROLE).isTextual()) {
                throw new BadRow(
                        "column '%s' has a message without role (it has: %s)",
                        column, String.join(", ", Values.names(message)));
            }
        }
        return messages;
    }

    /** A list, also one that is written as JSON into a column of text. */
    private static ArrayNode list(JsonNode row, String column) throws BadRow {
        JsonNode value = Values.present(row, column);
        JsonNode list = value.isTextual() ? parsed(value.textValue()) : value;
        if (list instanceof ArrayNode array) {
            return array.deepCopy();
        }
        throw new BadRow("column '%s' is %s (must be a list)", column, Values.kind(list));
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    /** What people and rewards read of a conversation: the last thing that the user said. */
    private static String question(ArrayNode messages) throws BadRow {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path(ROLE).asText().equals("user")) {
                return Values.any(messages.get(i), CONTENT);
            }
        }
        throw new BadRow("the conversation has no message of the user");
    }

    private String extracted(String name, String text) throws BadRow {
        return settings.extracted(name, text)
                .orElseThrow(() -> new BadRow(
                        "column '%s' has nothing like extract.%s: %s",
                        column(name), name, settings.extract().getOrDefault(name, "")));
    }

    private String column(String name) {
        return settings.columns().getOrDefault(name, name);
    }
}

package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.waggle.common.data.Chat;

/** What stands before a question. */
public enum SystemPrompt {
    /** Nothing. */
    NONE {
        @Override
        Chat chat(String question) {
            return Chat.NONE;
        }
    },
    /** reasoning-gym's default one. */
    DEFAULT {
        @Override
        Chat chat(String question) {
            ObjectNode chat = JsonNodeFactory.instance.objectNode();
            chat.putArray("messages").add(message("system", TEXT)).add(message("user", question));
            return new Chat(chat.toString());
        }
    };

    /** {@code SYSTEM_PROMPTS["default"]} of reasoning-gym. */
    static final String TEXT = """
            Given a problem, your task is to answer the question by thinking step-by-step in a clear and specific manner.
            Once you have thought about the reasoning process, provide the answer in the following format:
            <answer>answer here</answer>
            Do not explain your reasoning inside the answer tags, provide only the final answer. When an example is provided, you should strictly follow the format of the output/answer in that example.
            """;

    /** A question as a chat; {@link Chat#NONE} where it stays plain text. */
    abstract Chat chat(String question);

    private static ObjectNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }
}

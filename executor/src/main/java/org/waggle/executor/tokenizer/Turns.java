package org.waggle.executor.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waggle.common.failure.RunException;

/**
 * Finds what the assistant says in a conversation, which its template doesn't tell: a turn is what a message adds to
 * the text that the model would have been given for it. Both texts must be where the whole begins.
 *
 * @param tokenizer tokenizes piece by piece, as happens when a model generates
 * @param template renders the conversation
 * @param chat the conversation as the template reads it, with a reply at its end
 */
record Turns(Tokenizer tokenizer, ChatTemplate template, ObjectNode chat) {
    private static final String MESSAGES = "messages";
    private static final String GENERATION = "add_generation_prompt";

    /**
     * The conversation in passages, of which the first is given.
     *
     * @param first number of the first message that may count as said, from 0
     * @throws RunException if the template renders a message otherwise when more follow
     */
    List<Passage> from(int first) {
        JsonNode messages = chat.path(MESSAGES);
        String whole = upTo(messages.size(), false);
        List<Passage> passages = new ArrayList<>();
        int done = 0;
        for (int i = first; i < messages.size(); i++) {
            if (messages.path(i).path("role").asText().equals("assistant")) {
                int begin = beginning(whole, upTo(i, true), done, i);
                int end = beginning(whole, upTo(i + 1, false), begin, i);
                passages.add(new Passage(tokenizer.encode(whole.substring(done, begin)), false));
                addSaid(passages, tokenizer.encode(whole.substring(begin, end)));
                done = end;
            }
        }
        return passages;
    }

    /** As {@link #from}, with only the reply at the end as said. */
    List<Passage> fromLast() {
        return from(chat.path(MESSAGES).size() - 1);
    }

    /** What a template writes behind the end of a turn, such as a line break, is nothing that the model says. */
    private void addSaid(List<Passage> passages, int[] tokens) {
        int end = tokens.length;
        for (int i = 0; i < tokens.length; i++) {
            if (tokenizer.ends(tokens[i])) {
                end = i + 1;
            }
        }
        passages.add(new Passage(Arrays.copyOf(tokens, end), true));
        passages.add(new Passage(Arrays.copyOfRange(tokens, end, tokens.length), false));
    }

    private static int beginning(String whole, String part, int atLeast, int message) {
        if (part.length() < atLeast || !whole.startsWith(part)) {
            throw RunException.input(
                    "Cannot tell what the assistant says in message %d of a conversation: the model's chat template"
                            + " renders it otherwise when more follows (train on conversations with a single reply)",
                    message + 1);
        }
        return part.length();
    }

    private String upTo(int messages, boolean reply) {
        ObjectNode part = chat.deepCopy();
        ArrayNode kept = part.putArray(MESSAGES);
        for (int i = 0; i < messages; i++) {
            kept.add(chat.path(MESSAGES).path(i));
        }
        return template.text(part.put(GENERATION, reply));
    }
}

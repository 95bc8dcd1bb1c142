package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question of one of the tasks, in all its wordings.
 *
 * @param kind which task it belongs to
 * @param key tells it from all other questions of its task, whatever the wording
 * @param wordings how reasoning-gym may word it, at least one
 * @param brief the short wording
 * @param answer the answer, or one of several
 * @param metadata what reasoning-gym's scorers read, under its names, and what it takes to make the question again
 */
record GymQuestion(
        GymKind kind, String key, List<String> wordings, String brief, String answer, Map<String, Object> metadata) {
    /** The metadata as JSON, with the task's name. */
    String noted() {
        Map<String, Object> noted = new TreeMap<>(metadata);
        noted.put("source_dataset", kind.task());
        return GymJson.written(noted);
    }

    /** True if others noted the same, whatever else they noted. */
    boolean isNotedIn(JsonNode others) {
        return isPart(GymJson.read(noted()), others);
    }

    private static boolean isPart(JsonNode part, JsonNode whole) {
        return part.isObject()
                ? part.properties().stream().allMatch(field -> isPart(field.getValue(), whole.path(field.getKey())))
                : part.equals(whole);
    }

    /** True if it was asked like that. */
    boolean isAskedAs(String question) {
        return brief.equals(question) || wordings.contains(question);
    }
}

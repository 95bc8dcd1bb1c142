package org.waggle.executor.reward.gym;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;

/**
 * A problem as reasoning-gym made it.
 *
 * @param problem question and answer
 * @param task name of the data set that it comes from
 * @param metadata what its generator noted
 */
record GymEntry(Problem problem, String task, JsonNode metadata) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String METADATA = "metadata";
    private static final String SOURCE = "source_dataset";
    private static final String TASK = "task";

    static GymEntry of(Problem problem) {
        JsonNode metadata = metadata(problem);
        String task = metadata.path(SOURCE).asText(problem.extra().getOrDefault(TASK, ""));
        if (task.isEmpty()) {
            throw missing(problem, METADATA + '.' + SOURCE);
        }
        return new GymEntry(problem, task, metadata);
    }

    private static JsonNode metadata(Problem problem) {
        String text = problem.extra().get(METADATA);
        if (text == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw RunException.input(
                    "Cannot read metadata of problem %s: it is not JSON (%s)", problem.id(), e.getOriginalMessage());
        }
    }

    String answer() {
        return problem.answer();
    }

    /** What the generator noted at a path. */
    JsonNode noted(String... path) {
        JsonNode node = metadata;
        for (String step : path) {
            node = node.path(step);
        }
        if (node.isMissingNode() || node.isNull()) {
            throw missing(problem, METADATA + '.' + String.join(".", path));
        }
        return node;
    }

    private static RunException missing(Problem problem, String what) {
        return RunException.input(
                "Missing value: %s of problem %s (the reward reasoning-gym reads it from the column metadata)",
                what, problem.id());
    }
}

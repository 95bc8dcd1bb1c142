package org.waggle.common.data;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.failure.RunException;

/**
 * One problem of a task: what the policy sees, and what a reward needs to judge the completion.
 *
 * @param id names the problem within its task, the same for the same question
 * @param prompt the question as text: what the policy continues, or, beside a chat, what people and rewards read
 * @param chat the conversation that the policy continues instead; {@link Chat#NONE} where the prompt says all
 * @param answer reference answer, empty where a task has none
 * @param extra whatever else the task's rewards want, by name and in the order of the names
 */
public record Problem(String id, String prompt, Chat chat, String answer, Map<String, String> extra)
        implements Serializable {
    /** Copies {@code extra} in the order of its names, so that a problem never changes and always reads the same. */
    public Problem {
        extra = Collections.unmodifiableMap(new TreeMap<>(extra));
    }

    /** A problem without a chat. */
    public Problem(String id, String prompt, String answer, Map<String, String> extra) {
        this(id, prompt, Chat.NONE, answer, extra);
    }

    /**
     * The reference answer, for a reward that compares completions with it.
     *
     * @param reward its name, for the message
     * @throws RunException if there is none: no completion would be right then, or only an empty one
     */
    public String answerFor(String reward) {
        if (answer.isBlank()) {
            throw RunException.input(
                    "Missing value: answer of problem %s (the reward %s compares with it; task.columns names the column)",
                    id, reward);
        }
        return answer;
    }
}

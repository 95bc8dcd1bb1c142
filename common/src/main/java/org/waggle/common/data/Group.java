package org.waggle.common.data;

import java.util.List;
import org.waggle.common.failure.RunException;

/**
 * Completions of one problem that are judged together: the unit of GRPO, of the shuffle and of exchange.
 *
 * @param id its name in the run
 * @param problem the problem
 * @param promptTokens the prompt as the sampling policy's tokenizer gave it, [prompt tokens]
 * @param policyVersion number of updates that the sampling policy had seen
 * @param settings how tokens were drawn
 * @param completions in order of their sample index
 */
public record Group(
        GroupId id,
        Problem problem,
        int[] promptTokens,
        long policyVersion,
        SamplingSettings settings,
        List<Completion> completions) {

    /** Copies the list. */
    public Group {
        completions = List.copyOf(completions);
    }

    /** Number of completions. */
    public int size() {
        return completions.size();
    }

    /**
     * The place, from 0, of the completion with a sample index; the two differ where samples were drawn in rounds.
     *
     * @throws RunException if the group has no such sample
     */
    public int place(int sample) {
        for (int place = 0; place < completions.size(); place++) {
            if (completions.get(place).sample() == sample) {
                return place;
            }
        }
        throw RunException.input(
                "Invalid sample: %d (must be one of the %d samples of group %s)", sample, completions.size(), id);
    }

    /** The same group with other completions. */
    public Group with(List<Completion> others) {
        return new Group(id, problem, promptTokens, policyVersion, settings, others);
    }
}

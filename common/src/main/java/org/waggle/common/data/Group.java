package org.waggle.common.data;

import java.util.List;

/**
 * All completions that one node sampled for one problem in one step: the unit of GRPO, of the shuffle and of exchange.
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

    /** The same group with other completions. */
    public Group with(List<Completion> others) {
        return new Group(id, problem, promptTokens, policyVersion, settings, others);
    }
}

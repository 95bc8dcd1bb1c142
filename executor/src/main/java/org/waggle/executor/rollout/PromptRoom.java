package org.waggle.executor.rollout;

import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.failure.RunException;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.tokenizer.Prompts;

/**
 * How long a prompt may be, so that the completion still fits.
 *
 * @param model who reads it
 * @param settings how long a completion may become
 */
public record PromptRoom(ModelSpec model, SamplingSettings settings) {
    /**
     * Token ids of what the model sees of a problem, [prompt tokens].
     *
     * @throws RunException if there is none, or no room for them
     */
    public int[] tokens(Prompts prompts, Problem problem) {
        int[] prompt = prompts.tokens(problem);
        int longest = model.shape().maxPositions();
        int drawn = settings.maxTokens();
        if (prompt.length == 0 || prompt.length + drawn > longest) {
            throw RunException.input(
                    "Invalid prompt: %d tokens of problem %s (must be 1 to max-positions %d less max-tokens %d)",
                    prompt.length, problem.id(), longest, drawn);
        }
        return prompt;
    }
}

package org.waggle.executor.tokenizer;

import org.waggle.common.data.Problem;
import org.waggle.common.recipe.PromptRecipe;

/**
 * How a model reads problems: the one way from a problem to the tokens that the model continues.
 *
 * @param tokenizer the model's tokenizer
 * @param recipe what becomes of prompts that are plain text
 */
public record Prompts(Tokenizer tokenizer, PromptRecipe recipe) {
    /** Token ids of what the model sees of a problem, [prompt tokens]. */
    public int[] tokens(Problem problem) {
        return tokenizer.encodeSequence(problem.prompt());
    }
}

package org.waggle.executor.policy;

import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.DecoderPolicy;
import org.waggle.executor.engine.WeightSource;
import org.waggle.executor.tokenizer.Prompts;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * A model with its weights in native memory and its tokenizer, ready to sample and to train. Safe for several threads.
 *
 * @param spec what it is
 * @param policy weights
 * @param prompts problem → ids, with the tokenizer; not closed with the policy
 */
public record OpenPolicy(ModelSpec spec, DecoderPolicy policy, Prompts prompts) implements AutoCloseable {
    /** Opens a model; the weights are read once. */
    public static OpenPolicy of(ModelSpec spec, ComputeSettings settings, WeightSource weights) {
        return new OpenPolicy(spec, DecoderPolicy.open(spec.shape(), settings, weights), TokenizerCache.prompts(spec));
    }

    /** Text ↔ ids. */
    public Tokenizer tokenizer() {
        return prompts.tokenizer();
    }

    /** Opens this model, which is the base of the given one, with the adapter of that; the two share nothing. */
    public OpenPolicy adapted(ModelSpec other, Lora lora, WeightSource weights) {
        return new OpenPolicy(other, policy.adapted(lora, weights), prompts);
    }

    @Override
    public void close() {
        policy.close();
    }
}

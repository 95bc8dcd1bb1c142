package org.waggle.executor.policy;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.ParameterLayout;

/**
 * A model without its weights: small enough to travel to every executor.
 *
 * @param name its name in the recipe
 * @param shape the numbers that define it
 * @param files the small files of its folder (configuration, tokenizer, …) by name; carried over to every checkpoint
 * @param prompts how it is given the task's prompts
 */
public record ModelSpec(String name, DecoderShape shape, Map<String, String> files, PromptRecipe prompts)
        implements Serializable {
    /** Copies the files. */
    public ModelSpec {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Number of parameters. */
    public long parameters() {
        return ParameterLayout.of(shape).size();
    }
}

package org.waggle.executor.policy;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.AdapterRecipe;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.executor.engine.AdapterLayout;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.engine.ParameterLayout.Parameter;

/**
 * A model without its weights: small enough to travel to every executor.
 *
 * @param name its name in the recipe; where it is trained, the node's
 * @param shape the numbers that define it
 * @param files the small files of its folder (configuration, tokenizer, …) by name; carried over to every checkpoint
 * @param prompts how it is given the task's prompts
 * @param adapter what of it is trained
 */
public record ModelSpec(
        String name, DecoderShape shape, Map<String, String> files, PromptRecipe prompts, AdapterRecipe adapter)
        implements Serializable {
    /** Copies the files. */
    public ModelSpec {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** The parameters that are trained, in the order of their flat vector: those of the adapter, or all. */
    public List<Parameter> trained() {
        return adapter instanceof Lora lora
                ? AdapterLayout.of(shape, lora).parameters()
                : ParameterLayout.of(shape).parameters();
    }

    /**
     * Type that what is trained travels in: an adapter's values are float32 whatever its base computes in, as their
     * product is rounded only once, in the sum with the base.
     */
    public Precision precision(Precision ofBase) {
        return adapter instanceof Lora ? Precision.FLOAT32 : ofBase;
    }

    /** Number of values that are trained. */
    public long parameters() {
        return trained().stream().mapToLong(Parameter::size).sum();
    }

    /** The same model by another name. */
    public ModelSpec named(String other) {
        return new ModelSpec(other, shape, files, prompts, adapter);
    }

    /** The same model with something else of it trained, and the files that go with that. */
    public ModelSpec with(AdapterRecipe other, Map<String, String> otherFiles) {
        return new ModelSpec(name, shape, otherFiles, prompts, other);
    }
}

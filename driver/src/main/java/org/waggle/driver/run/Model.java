package org.waggle.driver.run;

import java.util.Map;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.ModelRecipe.RandomLlama;
import org.waggle.executor.engine.LlamaShape;
import org.waggle.executor.policy.InitialWeights;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.policy.RandomWeights;
import org.waggle.executor.tokenizer.CharacterTokenizer;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * A model of a recipe as a run begins with it.
 *
 * @param spec what it is
 * @param weights where its weights come from
 */
public record Model(ModelSpec spec, InitialWeights weights) {
    private static final double NORM_EPSILON = 1e-5;

    /** A model with random weights. */
    public static Model random(String name, RandomLlama recipe, Seed runSeed) {
        CharacterTokenizer tokenizer = new CharacterTokenizer(recipe.alphabet());
        LlamaShape shape = new LlamaShape(
                tokenizer.vocabulary(),
                recipe.hiddenSize(),
                recipe.intermediateSize(),
                recipe.layers(),
                recipe.heads(),
                recipe.keyValueHeads(),
                recipe.hiddenSize() / recipe.heads(),
                recipe.maxPositions(),
                recipe.ropeTheta(),
                NORM_EPSILON,
                recipe.tiedEmbeddings());
        return new Model(
                new ModelSpec(
                        name,
                        shape,
                        Map.of(
                                Tokenizer.RULES_FILE, tokenizer.rules(),
                                Tokenizer.CONFIG_FILE, tokenizer.config(recipe.maxPositions())),
                        recipe.prompts()),
                new RandomWeights(shape, recipe.initStd(), runSeed.at("model").at(name)));
    }
}

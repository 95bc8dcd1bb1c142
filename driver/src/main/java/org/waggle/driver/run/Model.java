package org.waggle.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.recipe.ModelRecipe.RandomLlama;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.ModelConfig;
import org.waggle.executor.policy.InitialWeights;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.policy.RandomAdapter;
import org.waggle.executor.policy.RandomWeights;
import org.waggle.executor.policy.StandIn;
import org.waggle.executor.tokenizer.CharacterTokenizer;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * A model of a recipe as a run begins with it.
 *
 * @param spec what it is
 * @param weights where the weights that are trained come from
 * @param base where the weights lie that an adapter is added to; the same as {@code weights} without an adapter
 */
public record Model(ModelSpec spec, InitialWeights weights, InitialWeights base) {
    private static final double NORM_EPSILON = 1e-5;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A model with random weights. */
    public static Model random(String name, RandomLlama recipe, Seed runSeed) {
        CharacterTokenizer tokenizer = new CharacterTokenizer(recipe.alphabet());
        DecoderShape shape = new DecoderShape(
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
        RandomWeights weights =
                new RandomWeights(shape, recipe.initStd(), runSeed.at("model").at(name));
        return new Model(
                new ModelSpec(name, shape, files(tokenizer, shape), recipe.prompts(), recipe.adapter()),
                weights,
                weights);
    }

    /** A model to measure with. */
    public static Model of(StandIn model) {
        return new Model(model.spec(), model.weights(), model.weights());
    }

    /** This model by the name of a node that trains it. */
    Model named(String node) {
        return new Model(spec.named(node), weights, base);
    }

    /** This model with a new adapter, which is trained instead of its weights. */
    Model withAdapter(Lora lora, String path, Seed runSeed) {
        ModelSpec adapted = spec.with(lora, new AdapterConfig(lora, path).beside(spec.files()));
        return new Model(
                adapted,
                new RandomAdapter(spec.shape(), lora, runSeed.at("adapter").at(spec.name())),
                weights);
    }

    private static Map<String, String> files(CharacterTokenizer tokenizer, DecoderShape shape) {
        int end = tokenizer.endOfSequence();
        int padding = tokenizer.padding();
        return Map.of(
                Tokenizer.RULES_FILE, tokenizer.rules(),
                Tokenizer.CONFIG_FILE, tokenizer.config(shape.maxPositions()),
                ModelFolder.CONFIG, ModelConfig.write(shape, end, padding),
                ModelFolder.GENERATION, generation(end, padding));
    }

    private static String generation(int endOfSequence, int padding) {
        return JSON.createObjectNode()
                        .put("do_sample", true)
                        .put("temperature", 1.0)
                        .put("eos_token_id", endOfSequence)
                        .put("pad_token_id", padding)
                        .toPrettyString()
                + "\n";
    }
}

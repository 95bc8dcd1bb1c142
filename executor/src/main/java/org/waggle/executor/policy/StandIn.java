package org.waggle.executor.policy;

import java.util.Map;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.AdapterRecipe;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.tokenizer.CharacterTokenizer;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * A model for measurements that don't depend on what it says: small random weights, a few values again and again, which
 * are there at once.
 *
 * @param spec its tokenizer knows the first of its tokens only
 * @param weights its weights
 */
public record StandIn(ModelSpec spec, InitialWeights weights) {
    private static final double DEVIATION = 0.02;
    private static final int PERIOD = 65_521; // a prime, so that no two rows of a matrix are equal

    /** A model of a shape. */
    public static StandIn of(DecoderShape shape) {
        CharacterTokenizer tokenizer = new CharacterTokenizer("0123456789");
        Map<String, String> files = Map.of(
                Tokenizer.RULES_FILE, tokenizer.rules(),
                Tokenizer.CONFIG_FILE, tokenizer.config(shape.maxPositions()));
        return new StandIn(
                new ModelSpec("policy", shape, files, new PromptRecipe.Plain(), new AdapterRecipe.None()),
                StandIn::read);
    }

    private static float[] read(long from, int length) {
        float[] some = new float[Math.min(PERIOD, length)];
        Seed seed = new Seed(0).at("stand-in");
        for (int i = 0; i < some.length; i++) {
            some[i] = (float) (DEVIATION * seed.at((from + i) % PERIOD).normal());
        }
        float[] values = new float[length];
        for (int at = 0; at < length; at += some.length) {
            System.arraycopy(some, 0, values, at, Math.min(some.length, length - at));
        }
        return values;
    }
}

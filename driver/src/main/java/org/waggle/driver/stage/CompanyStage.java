package org.waggle.driver.stage;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.driver.state.WeightPieces;
import org.waggle.executor.engine.CompanyCheck;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.policy.OpenPolicy;
import org.waggle.executor.policy.StandIn;

/**
 * Finds out where a sequence's text depends on what is decoded beside it, by a layer as wide as those of the model that
 * is trained, within bounds, and few tokens: it takes a fraction of a second.
 */
public final class CompanyStage {
    private static final int TOKENS = 8_192;
    private static final int INTERMEDIATE = 4_096;
    private static final int POSITIONS = 64;

    private CompanyStage() {}

    /** What a person should know of sampling in this JVM; see {@link #told}. */
    public static String here(DecoderShape shape, EngineRecipe engine) {
        return told(tried(shape, engine, OptionalInt.empty()), engine);
    }

    /** What a person should know of sampling on an executor; empty if a sequence is the same in any company. */
    public static String onExecutor(RunContext context) {
        context.describe("sampling self-test");
        DecoderShape shape = context.specs().get(0).shape();
        EngineRecipe engine = context.engine();
        int first = context.spark()
                .parallelize(List.of(0), 1)
                .map(any -> tried(shape, engine, PolicyGather.gpu()))
                .first();
        return told(first, engine);
    }

    /** The smallest company tried that changes a sequence; 0 if none does. */
    private static int tried(DecoderShape shape, EngineRecipe engine, OptionalInt gpu) {
        StandIn model = StandIn.of(small(shape));
        ComputeSettings settings = ComputeSettings.of(engine, gpu);
        WeightPieces weights = new WeightPieces(model.weights(), model.spec().parameters(), engine.precision());
        try (OpenPolicy policy = OpenPolicy.of(model.spec(), settings, weights)) {
            return new CompanyCheck(policy.policy(), policy.tokenizer())
                    .firstDifference()
                    .orElse(0);
        }
    }

    private static DecoderShape small(DecoderShape shape) {
        return new DecoderShape(
                Math.min(TOKENS, shape.vocabulary()),
                shape.hidden(),
                Math.min(INTERMEDIATE, shape.intermediate()),
                1,
                shape.heads(),
                shape.keyValueHeads(),
                shape.headSize(),
                Math.max(POSITIONS, shape.maxPositions()),
                shape.rotary(),
                shape.normEpsilon(),
                shape.tiedEmbeddings(),
                shape.optional());
    }

    static String told(int first, EngineRecipe engine) {
        return first == 0
                ? ""
                : "in %s a completion depends on what this processor decodes beside it (seen with %d sequences): the run can be repeated, but other lanes or slots give other samples"
                        .formatted(engine.precision().name().toLowerCase(Locale.ROOT), first);
    }
}

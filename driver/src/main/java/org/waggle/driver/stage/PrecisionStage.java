package org.waggle.driver.stage;

import java.util.List;
import java.util.OptionalInt;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.executor.engine.Libtorch;

/** Finds out whether processors compute in the precision that a recipe asks for. */
public final class PrecisionStage {
    private PrecisionStage() {}

    /** What a person should know of the precision in this JVM; empty if it is as the recipe says. */
    public static String here(EngineRecipe engine) {
        return told(engine, OptionalInt.empty());
    }

    /** The same of an executor, where a GPU has its own arithmetic. */
    public static String onExecutor(RunContext context) {
        EngineRecipe engine = context.engine();
        if (engine.precision() == Precision.FLOAT32) {
            return "";
        }
        context.describe("precision self-test");
        return context.spark()
                .parallelize(List.of(0), 1)
                .map(any -> told(engine, PolicyGather.gpu()))
                .first();
    }

    private static String told(EngineRecipe engine, OptionalInt gpu) {
        return engine.precision() == Precision.FLOAT32
                        || gpu.isPresent()
                        || Libtorch.loaded().bfloat16()
                ? ""
                : "this processor (or its libtorch) has no arithmetic for bfloat16: it computes in float32, with weights rounded to bfloat16, and holds them in 4 bytes each (engine.precision: float32 takes no longer here)";
    }
}

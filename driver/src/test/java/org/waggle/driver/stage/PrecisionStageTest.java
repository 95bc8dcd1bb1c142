package org.waggle.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.common.recipe.PlacementRecipe;
import org.waggle.executor.engine.Libtorch;

/** What a person is told of the precision. */
class PrecisionStageTest {
    private static EngineRecipe engine(Precision precision) {
        return new EngineRecipe(
                1, 1, 1, 1, 1, GradientTransport.FLOAT32, 4, 64, false, 16, precision, 1, PlacementRecipe.AUTO);
    }

    @Test
    void nothingIsToldOfFloat32() {
        assertThat(PrecisionStage.here(engine(Precision.FLOAT32))).isEmpty();
    }

    @Test
    void aProcessorWithoutBfloat16IsTold() {
        String told = PrecisionStage.here(engine(Precision.BFLOAT16));
        assertThat(told.isEmpty()).isEqualTo(Libtorch.loaded().bfloat16());
        assertThat(told)
                .matches("|this processor .or its libtorch. has no arithmetic for bfloat16: it computes in float32.*");
    }
}

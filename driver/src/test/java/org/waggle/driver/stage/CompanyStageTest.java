package org.waggle.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.common.recipe.PlacementRecipe;
import org.waggle.executor.engine.DecoderShape;

/** What a person is told of sampling. */
class CompanyStageTest {
    private static final DecoderShape SHAPE = new DecoderShape(20_000, 192, 320, 12, 6, 2, 32, 16, 10_000, 1e-5, true);

    private static EngineRecipe engine(Precision precision) {
        return new EngineRecipe(
                1, 1, 1, 1, 1, GradientTransport.FLOAT32, 4, 64, false, 16, precision, 1, PlacementRecipe.AUTO);
    }

    @Test
    void nothingIsToldWhereCompanyDoesNotMatter() {
        assertThat(CompanyStage.here(SHAPE, engine(Precision.FLOAT32))).isEmpty();
        assertThat(CompanyStage.told(0, engine(Precision.BFLOAT16))).isEmpty();
    }

    @Test
    void precisionAndCompanyAreTold() {
        assertThat(CompanyStage.told(5, engine(Precision.BFLOAT16)))
                .startsWith("in bfloat16 a completion depends on what this processor decodes beside it (seen with 5");
    }
}

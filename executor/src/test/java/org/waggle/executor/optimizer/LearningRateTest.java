package org.waggle.executor.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.recipe.ScheduleRecipe;
import org.waggle.common.recipe.ScheduleRecipe.Shape;

class LearningRateTest {
    private static double[] rates(Shape shape, int warmUp, double finalFraction, int updates) {
        LearningRate rate = new LearningRate(2, new ScheduleRecipe(shape, warmUp, finalFraction), updates);
        return LongStream.range(0, updates).mapToDouble(rate::at).toArray();
    }

    @Test
    void theWarmUpRisesFromZero() {
        assertThat(rates(Shape.CONSTANT, 4, 0, 6)).containsExactly(0, 0.5, 1, 1.5, 2, 2);
    }

    @Test
    void linearFallsToTheFinalFractionOneUpdateAfterTheLast() {
        assertThat(rates(Shape.LINEAR, 0, 0, 4)).containsExactly(2, 1.5, 1, 0.5);
        assertThat(rates(Shape.LINEAR, 0, 0.5, 4)).containsExactly(2, 1.75, 1.5, 1.25);
        assertThat(rates(Shape.LINEAR, 2, 0, 4)).containsExactly(0, 1, 2, 1);
    }

    @Test
    void cosineFallsAlongHalfAWave() {
        // (1 + cos 0) / 2 = 1, (1 + cos π/3) / 2 = 3/4, (1 + cos 2π/3) / 2 = 1/4
        assertThat(rates(Shape.COSINE, 0, 0, 3)).containsExactly(new double[] {2, 1.5, 0.5}, within(1e-12));
        assertThat(rates(Shape.COSINE, 0, 0.2, 3)).containsExactly(new double[] {2, 1.6, 0.8}, within(1e-12));
    }

    @Test
    void ratesAgreeWithTransformersCosineWithWarmUp() {
        LearningRate rate = new LearningRate(1e-2, new ScheduleRecipe(Shape.COSINE, 2, 0), 8);
        assertThat(LongStream.range(0, 6).mapToDouble(rate::at).toArray())
                .containsExactly(new double[] {0, 0.005, 0.01, 0.009330127018922194, 0.0075, 0.005}, within(1e-15));
    }

    @Test
    void aWarmUpAsLongAsThePhaseIsFine() {
        assertThat(rates(Shape.LINEAR, 5, 0, 3)).containsExactly(new double[] {0, 0.4, 0.8}, within(1e-12));
    }
}

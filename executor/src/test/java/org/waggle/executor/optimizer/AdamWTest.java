package org.waggle.executor.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.common.recipe.ScheduleRecipe;
import org.waggle.executor.optimizer.AdamW.Update;

class AdamWTest {
    private static AdamW adamW(double weightDecay, FlatRange... decaying) {
        ScheduleRecipe schedule = new ScheduleRecipe(ScheduleRecipe.Shape.CONSTANT, 0, 0);
        return new AdamW(new OptimizerRecipe(0.1, 0.9, 0.99, 1e-8, weightDecay, 0, schedule), List.of(decaying));
    }

    @Test
    void theFirstUpdateMovesByTheLearningRateAgainstTheSign() {
        // m = 0.1 g, v = 0.01 g², both corrected to g and g²: w -= 0.1 g / |g|
        OptimizerShard next = adamW(0).update(
                        OptimizerShard.fresh(0, new float[] {1, 1}), new float[] {4, -0.5f}, new Update(1, 0.1, 1));
        assertThat(next.weights()).containsExactly(new float[] {0.9f, 1.1f}, within(1e-6f));
        assertThat(next.firstMoment()).containsExactly(new float[] {0.4f, -0.05f}, within(1e-7f));
        assertThat(next.secondMoment()).containsExactly(new float[] {0.16f, 0.0025f}, within(1e-7f));
    }

    @Test
    void theSecondUpdateCorrectsBothMoments() {
        // g = 1 then 3. m = 0.9 × 0.1 + 0.1 × 3 = 0.39; v = 0.99 × 0.01 + 0.01 × 9 = 0.0999;
        // m / (1 - 0.81) = 2.0526316; √(v / (1 - 0.9801)) = √5.0201005 = 2.2405581; their ratio is 0.9161250.
        AdamW optimizer = adamW(0);
        OptimizerShard first =
                optimizer.update(OptimizerShard.fresh(0, new float[] {0}), new float[] {1}, new Update(1, 0.1, 1));
        OptimizerShard second = optimizer.update(first, new float[] {3}, new Update(2, 0.1, 1));
        assertThat(second.weights()[0]).isCloseTo(-0.1f - 0.0916125f, within(1e-6f));
    }

    @Test
    void decayComesFirstAndOnlyWhereItShould() {
        // Elements 10 to 13; [8, 11) and [12, 13) decay by 1 - 0.1 × 0.5 = 0.95. No gradient, so nothing else moves.
        OptimizerShard next = adamW(0.5, new FlatRange(12, 13), new FlatRange(8, 11), new FlatRange(90, 99))
                .update(OptimizerShard.fresh(10, new float[] {1, 1, 1, 1}), new float[4], new Update(1, 0.1, 1));
        assertThat(next.weights()).containsExactly(new float[] {0.95f, 1, 0.95f, 1}, within(1e-7f));
    }

    @Test
    void theScaleMultipliesTheGradient() {
        AdamW optimizer = adamW(0);
        OptimizerShard start = OptimizerShard.fresh(0, new float[] {1});
        OptimizerShard scaled = optimizer.update(start, new float[] {8}, new Update(1, 0.1, 0.25));
        OptimizerShard plain = optimizer.update(start, new float[] {2}, new Update(1, 0.1, 1));
        assertThat(scaled.secondMoment()).containsExactly(plain.secondMoment());
        assertThat(scaled.weights()).containsExactly(plain.weights());
    }

    @Test
    void aRetryFindsTheShardUnharmed() {
        OptimizerShard start = OptimizerShard.fresh(0, new float[] {1});
        adamW(0.5, new FlatRange(0, 1)).update(start, new float[] {8}, new Update(1, 0.1, 1));
        assertThat(start.weights()).containsExactly(1);
        assertThat(start.firstMoment()).containsExactly(0);
        assertThat(start.secondMoment()).containsExactly(0);
    }

    @Test
    void shardsGiveTheBitsOfTheWhole() {
        int size = 1000;
        float[] weights = new float[size];
        float[] gradient = new float[size];
        for (int i = 0; i < size; i++) {
            weights[i] = (float) new Seed(1).at(i).normal();
            gradient[i] = (float) new Seed(2).at(i).normal();
        }
        AdamW optimizer = adamW(0.1, new FlatRange(100, 600));
        Update update = new Update(3, 0.01, 0.7);
        OptimizerShard whole = optimizer.update(OptimizerShard.fresh(0, weights), gradient, update);
        for (int from : new int[] {0, 250, 500, 750}) {
            OptimizerShard part = optimizer.update(
                    OptimizerShard.fresh(from, java.util.Arrays.copyOfRange(weights, from, from + 250)),
                    java.util.Arrays.copyOfRange(gradient, from, from + 250),
                    update);
            assertThat(part.weights()).containsExactly(java.util.Arrays.copyOfRange(whole.weights(), from, from + 250));
        }
    }

    @Test
    void arraysMustFit() {
        assertThatThrownBy(() ->
                        adamW(0).update(OptimizerShard.fresh(0, new float[2]), new float[3], new Update(1, 0.1, 1)))
                .hasMessage("Invalid gradient: 3 elements (must be 2)");
        assertThatThrownBy(() -> new OptimizerShard(0, new float[2], new float[1], new float[2]))
                .hasMessage("Invalid shard: 2 weights, 1 first and 2 second moments (must be equal)");
        assertThatThrownBy(() -> new FlatRange(3, 2)).hasMessage("Invalid range: [3, 2) (must be 0 <= from <= to)");
    }

    @Test
    void theNormIsClippedAsTorchDoes() {
        assertThat(GradientNorm.scale(4, 1)).isCloseTo(1 / 4.000001, within(1e-15));
        assertThat(GradientNorm.scale(0.5, 1)).isEqualTo(1);
        assertThat(GradientNorm.scale(1e9, 0)).isEqualTo(1);
        assertThat(GradientNorm.sumOfSquares(1, new float[] {3, -4, 9}, 2)).isEqualTo(26);
    }
}

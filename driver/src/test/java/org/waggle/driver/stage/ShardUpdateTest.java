package org.waggle.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.common.recipe.ScheduleRecipe;
import org.waggle.driver.state.GradientShard;
import org.waggle.driver.state.ReducedShard;
import org.waggle.driver.state.ShardCut;
import org.waggle.driver.state.StateShard;
import org.waggle.executor.optimizer.AdamW;

/** From the lanes' parts of a shard to its next version. */
class ShardUpdateTest {
    private static final OptimizerRecipe RECIPE =
            new OptimizerRecipe(0.5, 0.9, 0.95, 1e-8, 0, 0, new ScheduleRecipe(ScheduleRecipe.Shape.CONSTANT, 0, 1));
    private static final ShardUpdate UPDATE = new ShardUpdate(
            List.of(new AdamW(RECIPE, List.of())),
            new double[] {1},
            new double[] {0.5},
            new ShardCut(new long[] {3}, 1));

    private static StateShard state() {
        return StateShard.fresh(0, 0, new float[] {1, 2, 3});
    }

    private static ReducedShard gradient() {
        return ReducedShard.sum(0, 3, List.of(part(1, 1, -1, 0), part(0, 1, -3, 0)));
    }

    private static GradientShard part(int lane, float... values) {
        return new GradientShard(lane, FloatBuffer.wrap(values), GradientTransport.FLOAT32, new WeightedSums());
    }

    @Test
    void lanesAddUp() {
        assertThat(gradient().values()).isEqualTo(FloatBuffer.wrap(new float[] {2, -4, 0}));
        assertThat(gradient().partial().squaredNorm()).isEqualTo(20);
    }

    @Test
    void aCopyLeavesTheOldVersionAsItWas() {
        StateShard old = state();
        StateShard next = UPDATE.apply(old, gradient());
        // The first step of Adam is the learning rate against the gradient's sign.
        assertThat(next.values().weights()).containsExactly(new float[] {0.5f, 2.5f, 3}, within(1e-6f));
        assertThat(next.updates()).isEqualTo(1);
        assertThat(old.values().weights()).containsExactly(1, 2, 3);
    }

    @Test
    void aNodeWithNothingToTrainOnStaysAsItIs() {
        ShardUpdate idle = new ShardUpdate(
                UPDATE.optimizers(), UPDATE.scales(), new double[] {Double.NaN}, new ShardCut(new long[] {3}, 1));
        StateShard next = idle.apply(state(), gradient());
        assertThat(next.values().weights()).containsExactly(1, 2, 3);
        assertThat(next.updates()).isZero();
    }

    @Test
    void anUpdateInPlaceGivesTheSameAndOnlyOnce() {
        StateShard old = state();
        StateShard next = UPDATE.applyInPlace(old, gradient());
        assertThat(next.values().weights())
                .isEqualTo(UPDATE.apply(state(), gradient()).values().weights());
        assertThatThrownBy(() -> UPDATE.applyInPlace(old, gradient()))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Cannot update shard 0 again: its values were given away (resume from the last checkpoint)");
    }
}

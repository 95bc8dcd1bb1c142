package org.waggle.driver.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.GradientTransport;

/** The parts of one shard of the gradient, added. */
class ReducedShardTest {
    private static final int LENGTH = 20_000;

    private static GradientShard part(int lane, float... values) {
        WeightedSums sums = new WeightedSums().add("loss", lane, 1);
        return new GradientShard(lane, FloatBuffer.wrap(values), GradientTransport.FLOAT32, sums);
    }

    private static float[] all(float value) {
        float[] values = new float[LENGTH];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void partsAreAddedInTheOrderOfTheirLanes() {
        // In float32 only this order leaves the 1: 2^24 + 1 is no float32.
        List<GradientShard> parts =
                new ArrayList<>(List.of(part(0, all(0x1p24f)), part(1, all(-0x1p24f)), part(2, all(1))));
        Collections.reverse(parts);

        ReducedShard sum = ReducedShard.sum(7, LENGTH, parts);

        assertThat(sum.values()).isEqualTo(FloatBuffer.wrap(all(1)));
        assertThat(sum.partial().index()).isEqualTo(7);
        assertThat(sum.partial().squaredNorm()).isEqualTo(LENGTH);
        assertThat(sum.partial().firstBad()).isEqualTo(-1);
        assertThat(sum.partial().sums().means()).containsEntry("loss", 1.0);
    }

    @Test
    void theFirstValueThatIsNotFiniteIsFound() {
        float[] values = all(Float.MAX_VALUE);
        values[9_001] = Float.NaN;
        values[9_002] = Float.NEGATIVE_INFINITY;

        assertThat(ReducedShard.sum(0, LENGTH, List.of(part(0, values)))
                        .partial()
                        .firstBad())
                .isEqualTo(9_001);
    }

    @Test
    void largeValuesAreFinite() {
        ReducedShard.Partial partial = ReducedShard.sum(0, LENGTH, List.of(part(0, all(Float.MAX_VALUE))))
                .partial();

        assertThat(partial.firstBad()).isEqualTo(-1);
        assertThat(Math.sqrt(partial.squaredNorm() / LENGTH)).isCloseTo(Float.MAX_VALUE, within(1e26));
    }

    @Test
    void partsThatWereLeftAtAHandoverAreAddedInPlace() {
        Handover handover = Handover.begin();
        float[] first = all(1);
        List<GradientShard> parts = List.of(handover.leave(0, part(1, all(2))), handover.leave(0, part(0, first)));

        ReducedShard sum = ReducedShard.sum(0, LENGTH, parts);

        assertThat(sum.values()).isEqualTo(FloatBuffer.wrap(all(3)));
        assertThat(sum.partial().squaredNorm()).isEqualTo(9.0 * LENGTH);
        assertThat(first).isEqualTo(all(3));
        handover.finish();
    }

    @Test
    void withoutPartsItIsZero() {
        assertThat(ReducedShard.sum(0, 3, List.of()).values()).isEqualTo(FloatBuffer.allocate(3));
    }
}

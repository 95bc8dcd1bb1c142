package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vectors of gradients between their uses. */
class GradientMemoryTest {
    private static final ComputeSettings SETTINGS = ComputeSettings.cpu(1, 8);

    @BeforeEach
    @AfterEach
    void free() {
        GradientMemory.free();
    }

    @Test
    void whatWasGivenBackIsTakenAgainAndIsZero() {
        GradientMemory.Sum first = GradientMemory.take(SETTINGS, 5);
        FloatBuffer values = first.values().slice(0, 5);
        values.put(3, 7f);
        GradientMemory.giveBack(first);

        GradientMemory.Sum second = GradientMemory.take(SETTINGS, 5);
        assertThat(second).isSameAs(first);
        assertThat(values.get(3)).isZero();
        GradientMemory.giveBack(second);
    }

    @Test
    void twoInUseAreDifferent() {
        GradientMemory.Sum first = GradientMemory.take(SETTINGS, 5);
        GradientMemory.Sum second = GradientMemory.take(SETTINGS, 5);

        assertThat(second).isNotSameAs(first);
        GradientMemory.giveBack(first);
        GradientMemory.giveBack(second);
    }

    @Test
    void anotherSizeFreesWhatIsSpare() {
        GradientMemory.Sum small = GradientMemory.take(SETTINGS, 5);
        GradientMemory.giveBack(small);
        GradientMemory.Sum large = GradientMemory.take(SETTINGS, 9);

        assertThat(small.owner().isOpen()).isFalse();
        assertThat(Policies.floats(large.values().slice(0, 9))).containsOnly(0f);
        GradientMemory.giveBack(large);
    }
}

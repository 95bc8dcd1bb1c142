package org.waggle.common.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waggle.common.data.Seed;

class StepContextTest {
    private static final Seed SEED = new Seed(1);

    @Test
    void progressIsTheShareOfThePhaseThatIsOver() {
        assertThat(new StepContext(1, 4, SEED).progress()).isZero();
        assertThat(new StepContext(4, 4, SEED).progress()).isEqualTo(0.75);
        assertThat(StepContext.single(SEED).progress()).isZero();
    }

    @Test
    void anotherSeedLeavesTheStep() {
        assertThat(new StepContext(3, 4, SEED).with(new Seed(2))).isEqualTo(new StepContext(3, 4, new Seed(2)));
    }
}

package org.waggle.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lanes of gradients and of rollouts, of which a process has as many as it has cores, or as there are. */
class MemoryNeedTest {
    private static final MemoryNeed NEED =
            new MemoryNeed(0, new MemoryNeed.Outside(10, 1, 2, 5, 1), new MemoryNeed.Outside(10, 4, 2, 0, 1));

    @Test
    void aRolloutLaneCountsOnceAndGradientLanesTwice() {
        assertThat(NEED.outsideBytes(1)).isEqualTo(16);
        assertThat(NEED.outsideBytes(2)).isEqualTo(18);
        assertThat(NEED.outsideBytes(8)).isEqualTo(18);
        assertThat(NEED.lanes()).isEqualTo(2);
    }

    @Test
    void anotherNodesPolicyIsThereToo() {
        assertThat(NEED.and(NEED).outsideBytes(1)).isEqualTo(26);
        assertThat(NEED.andAdapted(NEED).outsideBytes(1)).isEqualTo(16);
    }
}

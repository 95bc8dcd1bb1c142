package org.waggle.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Seed;

class EpochsTest {
    private static List<Long> epoch(long seed, long number) {
        Epochs epochs = new Epochs(20, new Seed(seed));
        return LongStream.range(20 * number, 20 * number + 20)
                .mapToObj(epochs::place)
                .toList();
    }

    @Test
    void everyEpochHasAllInAnotherOrder() {
        List<Long> all = LongStream.range(0, 20).boxed().toList();

        assertThat(epoch(1, 0)).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(epoch(1, 1));
        assertThat(epoch(1, 1)).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(epoch(2, 1));
    }
}

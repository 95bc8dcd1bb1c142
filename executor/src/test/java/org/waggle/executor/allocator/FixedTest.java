package org.waggle.executor.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.spi.Allocator.Allotment;
import org.waggle.executor.Examples;

class FixedTest {
    @Test
    void everyProblemGetsTheSameInOneRound() {
        Fixed four = new Fixed(4);
        assertThat(four.next(2, List.of(), Examples.CONTEXT)).containsExactly(new Allotment(0, 4), new Allotment(1, 4));
        assertThat(four.next(2, List.of(List.of()), Examples.CONTEXT)).isEmpty();
        assertThat(four.sizeOfEveryGroup()).hasValue(4);
    }

    @Test
    void emptyGroupsAreRefused() {
        assertThatThrownBy(() -> new Fixed(0)).hasMessage("Invalid group-size: 0 (must be >= 1)");
    }
}

package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.Allocator.Allotment;
import org.waggle.executor.Examples;

class AllocatorContractTest {
    private static final int PROBLEMS = 3;
    private static final int MOST_ROUNDS = 100;

    static Stream<Allocator> allocators() {
        return ExampleComponents.of(Allocator.class);
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void roundsEndAndEveryAllotmentIsWithinTheStep(Allocator allocator) {
        List<List<GroupSummary>> drawn = new ArrayList<>();
        int[] samples = new int[PROBLEMS];
        List<Allotment> round = allocator.next(PROBLEMS, drawn, Examples.CONTEXT);
        while (!round.isEmpty()) {
            assertThat(drawn.size()).isLessThan(MOST_ROUNDS);
            for (Allotment allotment : round) {
                assertThat(allotment.samples()).isPositive();
                samples[allotment.problem()] += allotment.samples();
            }
            drawn.add(round.stream()
                    .map(allotment -> Examples.summary(new double[allotment.samples()]))
                    .toList());
            round = allocator.next(PROBLEMS, drawn, Examples.CONTEXT);
        }
        allocator.sizeOfEveryGroup().ifPresent(size -> assertThat(samples).containsOnly(size));
    }
}

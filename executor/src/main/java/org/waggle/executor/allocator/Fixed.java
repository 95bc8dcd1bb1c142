package org.waggle.executor.allocator;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.StepContext;

/** The same number of completions for every problem, all in one round. */
@Doc("The same number of completions for every problem, all in one round.")
public record Fixed(
        @Doc("Completions of each problem; at least 2 if the advantage compares them.")
        int groupSize) implements Allocator {
    /** Checks the size. */
    public Fixed {
        Check.that(groupSize >= 1, "group-size", groupSize, "must be >= 1");
    }

    @Override
    public OptionalInt sizeOfEveryGroup() {
        return OptionalInt.of(groupSize);
    }

    @Override
    public List<Allotment> next(int problems, List<List<GroupSummary>> drawn, StepContext context) {
        if (!drawn.isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, problems)
                .mapToObj(problem -> new Allotment(problem, groupSize))
                .toList();
    }
}

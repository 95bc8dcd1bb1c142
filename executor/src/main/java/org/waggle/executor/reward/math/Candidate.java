package org.waggle.executor.reward.math;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something in a text that may be the answer.
 *
 * @param start where it begins
 * @param end where it ends
 * @param value what it says; read when it is asked for, empty if it can't be read
 */
record Candidate(int start, int end, Supplier<Optional<MathExpression>> value) {
    /** The one that ends last, and of those the longest. */
    static final Comparator<Candidate> LAST =
            Comparator.comparingInt(Candidate::end).reversed().thenComparingInt(Candidate::start);

    /** The one that begins first, and of those the longest. */
    static final Comparator<Candidate> FIRST = Comparator.comparingInt(Candidate::start)
            .thenComparing(Comparator.comparingInt(Candidate::end).reversed());

    /** What the first one in an order says that can be read. */
    static Optional<MathExpression> best(List<Candidate> candidates, Comparator<Candidate> order) {
        return candidates.stream()
                .sorted(order)
                .flatMap(candidate -> candidate.value().get().stream())
                .findFirst();
    }
}

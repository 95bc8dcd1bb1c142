package org.waggle.driver.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Estimates the time left from the mean duration of the latest steps. */
final class Pace {
    private static final int WINDOW = 20;

    private final Deque<Instant> ends = new ArrayDeque<>();
    private int step;

    /**
     * @param step steps that were done before; 0 for a new run
     * @param now when the next step begins
     */
    Pace(int step, Instant now) {
        this.step = step;
        ends.add(now);
    }

    /** Notes the end of a step; a second line of the same step, of another node, changes nothing. */
    void ended(int step, Instant now) {
        if (step > this.step) {
            this.step = step;
            ends.add(now);
            if (ends.size() > WINDOW + 1) {
                ends.removeFirst();
            }
        }
    }

    /** Time until {@code totalSteps} steps are done if they take as long as the latest ones; empty before the first. */
    Optional<Duration> left(int totalSteps) {
        int steps = ends.size() - 1;
        return steps == 0
                ? Optional.empty()
                : Optional.of(Duration.between(ends.getFirst(), ends.getLast())
                        .multipliedBy(totalSteps - step)
                        .dividedBy(steps));
    }
}

package org.waggle.integration.component;

import java.util.concurrent.CountDownLatch;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.spi.CompletionReward;

/** A reward with a defect. */
@Doc("A reward with a defect.")
public record Broken(@Doc("What it does wrong.") Defect defect) implements CompletionReward {
    /** What a reward can do wrong. */
    public enum Defect {
        /** It throws. */
        THROWS,
        /** It never returns. */
        HANGS,
        /** It isn't a number. */
        NAN,
        /** It takes all memory. */
        EXHAUSTS,
        /** It says why in two lines. */
        VERBOSE,
        /** It throws for the fourth sample of a problem, and likes the second and third. */
        FOURTH
    }

    @Override
    public double score(Problem problem, Completion completion) {
        return switch (defect) {
            case THROWS -> throw new IllegalArgumentException("no verdict on " + problem.id());
            case HANGS -> hang();
            case NAN -> Double.NaN;
            case EXHAUSTS -> throw new OutOfMemoryError("Java heap space");
            case VERBOSE -> throw new IllegalArgumentException("no verdict:\n  none");
            case FOURTH -> untilFourth(completion.sample());
        };
    }

    private static double untilFourth(int sample) {
        if (sample == 3) {
            throw new IllegalArgumentException("no fourth");
        }
        return Math.min(1, sample);
    }

    private static double hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}

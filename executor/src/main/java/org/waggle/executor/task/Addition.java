package org.waggle.executor.task;

import java.util.Map;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Task;

/**
 * Sums of two whole numbers, both uniform in a range: {@code 47+85=} wants {@code 132}.
 *
 * <p>The held-out problems are the first places of a fixed permutation of all pairs. Training problems are drawn
 * independently, so they may repeat; a pair that is held out, in this order of its operands or in the other, is drawn
 * again.
 */
@Doc("Sums of two whole numbers such as 47+85=; training problems may repeat and are never held-out ones.")
public record Addition(
        @Doc("Smallest operand, at least 0.") long minOperand,
        @Doc("Largest operand, at most 999999999.") long maxOperand,

        @Doc("Number of held-out problems, the same for every seed; less than half of all pairs.")
        long heldOut,

        @Doc(
                "Probability that a demonstrated answer has one digit replaced by another, in [0, 1]: an imperfect teacher, whom reinforcement can surpass.")
        double demonstrationNoise)
        implements Task {
    private static final long LARGEST = 999_999_999;
    private static final Seed HELD_OUT_KEY = new Seed(0).at("addition").at("held-out");

    /** Checks that the range and the hold-out leave something to train on. */
    public Addition {
        Check.that(minOperand >= 0, "min-operand", minOperand, "must be >= 0");
        Check.that(
                maxOperand >= minOperand && maxOperand <= LARGEST,
                "max-operand",
                maxOperand,
                "must be from min-operand " + minOperand + " to " + LARGEST);
        long pairs = (maxOperand - minOperand + 1) * (maxOperand - minOperand + 1);
        Check.that(
                heldOut >= 0 && heldOut <= (pairs - 1) / 2,
                "held-out",
                heldOut,
                "must be >= 0 and less than half of the " + pairs + " pairs of operands");
        Check.that(
                demonstrationNoise >= 0 && demonstrationNoise <= 1,
                "demonstration-noise",
                demonstrationNoise,
                "must be in [0, 1]");
    }

    @Override
    public long size(Split split) {
        return switch (split) {
            case TRAIN -> Long.MAX_VALUE;
            case HELD_OUT -> heldOut;
        };
    }

    @Override
    public Problem problem(Seed seed, Split split, long index) {
        return switch (split) {
            case TRAIN -> training(seed.at("addition").at(index));
            case HELD_OUT -> problem(pairs().index(Indices.check(index, heldOut)));
        };
    }

    @Override
    public String demonstration(Problem problem, Seed seed) {
        String answer = problem.answer();
        if (seed.at("noise").uniform() >= demonstrationNoise) {
            return answer;
        }
        int place = (int) seed.at("place").below(answer.length());
        long digit = (answer.charAt(place) - '0' + 1 + seed.at("digit").below(9)) % 10;
        return answer.substring(0, place) + digit + answer.substring(place + 1);
    }

    private Problem training(Seed seed) {
        for (long attempt = 0; ; attempt++) {
            long pair = seed.at(attempt).below(operands() * operands());
            long mirrored = pair % operands() * operands() + pair / operands();
            if (!isHeldOut(pair) && !isHeldOut(mirrored)) {
                return problem(pair);
            }
        }
    }

    private boolean isHeldOut(long pair) {
        return pairs().place(pair) < heldOut;
    }

    private Permutation pairs() {
        return new Permutation(operands() * operands(), HELD_OUT_KEY);
    }

    private long operands() {
        return maxOperand - minOperand + 1;
    }

    private Problem problem(long pair) {
        long left = minOperand + pair / operands();
        long right = minOperand + pair % operands();
        String question = left + "+" + right;
        return new Problem(question, question + "=", Long.toString(left + right), Map.of());
    }
}

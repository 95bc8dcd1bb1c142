package org.waggle.executor.task;

import java.util.Map;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Task;

/**
 * Sums of two whole numbers: {@code 47+35=} wants {@code 82}. Uniform over all pairs of operands within the bounds.
 *
 * <p>The held-out problems are the first places of a fixed permutation of all pairs. Training problems are drawn
 * independently, so they may repeat; a pair that is held out, in this order of its operands or in the other, is drawn
 * again.
 */
@Doc("Sums of two whole numbers such as 47+35=; training problems may repeat and are never held-out ones.")
public record Addition(
        @Doc("Smallest operand, at least 0.") long minOperand,
        @Doc("Largest sum, at most 999999999.") long maxSum,

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
                maxSum >= 2 * minOperand && maxSum <= LARGEST,
                "max-sum",
                maxSum,
                "must be from twice min-operand " + minOperand + " to " + LARGEST);
        long pairs = triangle(maxSum - 2 * minOperand + 1);
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
            long pair = seed.at(attempt).below(pairCount());
            if (!isHeldOut(pair) && !isHeldOut(mirrored(pair))) {
                return problem(pair);
            }
        }
    }

    private boolean isHeldOut(long pair) {
        return pairs().place(pair) < heldOut;
    }

    private Permutation pairs() {
        return new Permutation(pairCount(), HELD_OUT_KEY);
    }

    private long pairCount() {
        return triangle(maxSum - 2 * minOperand + 1);
    }

    /**
     * Pairs are numbered by their sum, and within a sum by the left operand: n sums before have n (n + 1) / 2 pairs.
     */
    private static long triangle(long sums) {
        return sums * (sums + 1) / 2;
    }

    private static long sumOf(long pair) {
        long sum = (long) ((Math.sqrt(8.0 * pair + 1) - 1) / 2);
        while (triangle(sum) > pair) {
            sum--;
        }
        while (triangle(sum + 1) <= pair) {
            sum++;
        }
        return sum;
    }

    private static long mirrored(long pair) {
        long sum = sumOf(pair);
        return triangle(sum) + sum - (pair - triangle(sum));
    }

    private Problem problem(long pair) {
        long sum = sumOf(pair);
        long left = minOperand + pair - triangle(sum);
        long right = minOperand + sum - (pair - triangle(sum));
        String question = left + "+" + right;
        return new Problem(question, question + "=", Long.toString(left + right), Map.of());
    }
}

package org.waggle.executor.task;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Preference;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.Verdict;
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
        @Doc("Largest operand, at most 999999999.") long maxOperand,
        @Doc("Largest sum, at most 999999999.") long maxSum,

        @Doc("The question, with {a} and {b} where the operands stand, such as {a}+{b}=.")
        String prompt,

        @Doc("Number of held-out problems, the same for every seed; less than half of all pairs.")
        long heldOut,

        @Doc(
                "Probability that a demonstrated answer has one digit replaced by another, in [0, 1]: an imperfect teacher, whom reinforcement can surpass.")
        double demonstrationNoise)
        implements Task {
    private static final long LARGEST = 999_999_999;
    private static final Pattern ID = Pattern.compile("(\\d{1,9})\\+(\\d{1,9})");
    private static final Seed HELD_OUT_KEY = new Seed(0).at("addition").at("held-out");

    /** Checks that the range and the hold-out leave something to train on. */
    public Addition {
        Check.that(minOperand >= 0, "min-operand", minOperand, "must be >= 0");
        Check.that(
                maxOperand >= minOperand && maxOperand <= LARGEST,
                "max-operand",
                maxOperand,
                "must be from min-operand " + minOperand + " to " + LARGEST);
        Check.that(
                maxSum >= 2 * minOperand && maxSum <= LARGEST,
                "max-sum",
                maxSum,
                "must be from twice min-operand " + minOperand + " to " + LARGEST);
        PromptTemplate.check(prompt, "a", "b");
        long count = new OperandPairs(minOperand, maxOperand, maxSum).count();
        Check.that(
                heldOut >= 0 && heldOut <= (count - 1) / 2,
                "held-out",
                heldOut,
                "must be >= 0 and less than half of the " + count + " pairs of operands");
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
            case HELD_OUT -> problem(shuffled().index(Indices.check(index, heldOut)));
        };
    }

    @Override
    public String demonstration(Problem problem, Seed seed) {
        return seed.at("noise").uniform() < demonstrationNoise ? wrong(problem, seed) : problem.answer();
    }

    @Override
    public boolean hasPreferences() {
        return true;
    }

    /** The sum is better than a number that differs in one digit. */
    @Override
    public Preference preference(Problem problem, Seed seed) {
        return new Preference(problem.answer(), wrong(problem, seed));
    }

    /** Makes the question again from its id. A pair whose mirror image is held out is, too. */
    @Override
    public Verdict verdict(Problem problem) {
        Matcher operands = ID.matcher(problem.id());
        if (!operands.matches()) {
            return new Verdict.Refused(Rejection.WRONG, "not a sum");
        }
        long left = Long.parseLong(operands.group(1));
        long right = Long.parseLong(operands.group(2));
        if (!pairs().includes(left, right)
                || !problem(pairs().pair(left, right)).equals(problem)) {
            return new Verdict.Refused(Rejection.WRONG, "not one of its sums");
        }
        long pair = pairs().pair(left, right);
        return isHeldOut(pair) || isHeldOut(pairs().mirrored(pair))
                ? new Verdict.Refused(Rejection.HELD_OUT, "kept for evaluation")
                : new Verdict.Sound(problem);
    }

    private static String wrong(Problem problem, Seed seed) {
        String answer = problem.answer();
        int place = (int) seed.at("place").below(answer.length());
        long digit = (answer.charAt(place) - '0' + 1 + seed.at("digit").below(9)) % 10;
        return answer.substring(0, place) + digit + answer.substring(place + 1);
    }

    private Problem training(Seed seed) {
        for (long attempt = 0; ; attempt++) {
            long pair = seed.at(attempt).below(pairs().count());
            if (!isHeldOut(pair) && !isHeldOut(pairs().mirrored(pair))) {
                return problem(pair);
            }
        }
    }

    private boolean isHeldOut(long pair) {
        return shuffled().place(pair) < heldOut;
    }

    private Permutation shuffled() {
        return new Permutation(pairs().count(), HELD_OUT_KEY);
    }

    private OperandPairs pairs() {
        return new OperandPairs(minOperand, maxOperand, maxSum);
    }

    private Problem problem(long pair) {
        long left = pairs().left(pair);
        long right = pairs().right(pair);
        return new Problem(
                left + "+" + right,
                new PromptTemplate(prompt).filled(Map.of("a", left, "b", right)),
                Long.toString(left + right),
                Map.of());
    }
}

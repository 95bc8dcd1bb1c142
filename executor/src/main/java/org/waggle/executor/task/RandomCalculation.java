package org.waggle.executor.task;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Task;

/**
 * Arithmetic on whole numbers from 0 to 100, their fractions, squares and cubes, of any length and never seen before:
 * {@code (3/4)×(7^2-5)=} wants {@code 33.0000}. Paper: RandomCalculation in "Reasoning or Memorization?"
 * (arXiv:2507.10532).
 *
 * <p>All expressions are numbered without repeats and shuffled by a fixed permutation; problem {@code i} owns a block
 * of places of its own, of which it takes the first that doesn't divide by zero. So no problem repeats and the splits
 * are disjoint by construction. The held-out problems own the first blocks; the seed permutes the others. We differ
 * from the paper in that every problem of a task has the same number of operations and all four kinds of numbers are
 * equally frequent.
 */
@Doc("Arithmetic on whole numbers, fractions, squares and cubes; no problem ever repeats.")
public record RandomCalculation(
        @Doc("Operations of each expression, from 1 to 20.") int operations,

        @Doc("Digits after the decimal point of the answer, from 0 to 20; always printed.")
        int decimals,

        @Doc("The question, with {expression} where it stands, such as {expression}=.")
        String prompt,

        @Doc("Number of held-out problems, the same for every seed.")
        long heldOut)
        implements Task {
    private static final BigInteger MOST_PROBLEMS = BigInteger.ONE.shiftLeft(62);
    private static final int BLOCK = 32;
    private static final String EXPRESSION = "expression";
    private static final Seed KEY = new Seed(0).at("random-calculation");

    /** Checks every range. */
    public RandomCalculation {
        Check.that(operations >= 1 && operations <= 20, "operations", operations, "must be from 1 to 20");
        Check.that(decimals >= 0 && decimals <= 20, "decimals", decimals, "must be from 0 to 20");
        PromptTemplate.check(prompt, EXPRESSION);
        long problems = problems(operations);
        Check.that(
                heldOut >= 0 && heldOut < problems,
                "held-out",
                heldOut,
                "must be >= 0 and less than the " + problems + " problems with " + operations + " operations");
    }

    @Override
    public long size(Split split) {
        return switch (split) {
            case TRAIN -> problems(operations) - heldOut;
            case HELD_OUT -> heldOut;
        };
    }

    @Override
    public Problem problem(Seed seed, Split split, long index) {
        return switch (split) {
            case TRAIN -> problem(heldOut + new Epochs(size(split), seed.at("random-calculation")).place(index));
            case HELD_OUT -> problem(Indices.check(index, heldOut));
        };
    }

    private Problem problem(long number) {
        Expressions expressions = new Expressions(operations);
        Permutation shuffle = new Permutation(expressions.count(), KEY);
        BigInteger block = BigInteger.valueOf(number).multiply(BigInteger.valueOf(blockLength(operations)));
        for (int place = 0; place < blockLength(operations); place++) {
            Expression expression = expressions.at(shuffle.place(block.add(BigInteger.valueOf(place))));
            Optional<Rational> value = expression.value();
            if (value.isPresent()) {
                String text = expression.text();
                return new Problem(
                        text,
                        new PromptTemplate(prompt).filled(Map.of(EXPRESSION, text)),
                        value.get().toDecimal(decimals),
                        Map.of());
            }
        }
        throw new IllegalStateException("Cannot make problem " + number + ": all its expressions divide by zero");
    }

    /** With one operation a divisor is a leaf and so never zero; else some 2 % of expressions divide by zero. */
    private static int blockLength(int operations) {
        return operations == 1 ? 1 : BLOCK;
    }

    private static long problems(int operations) {
        return new Expressions(operations)
                .count()
                .divide(BigInteger.valueOf(blockLength(operations)))
                .min(MOST_PROBLEMS)
                .longValueExact();
    }
}

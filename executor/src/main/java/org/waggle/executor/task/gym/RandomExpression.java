package org.waggle.executor.task.gym;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Draws expressions in the manner of reasoning-gym's: numbers in a row or parts in parentheses, split at random, where
 * a divisor is looked for once the dividend is known.
 *
 * @param settings which operations, parentheses and signs may occur
 * @param digits of the largest numbers
 */
record RandomExpression(BasicArithmetic settings, int digits, Chance chance) {
    private static final int MOST_DIGITS_OF_A_DIVIDEND = 18;

    /** Numbers, operators and parentheses of an expression, in order. */
    List<String> parts(int terms) {
        int before = chance.from(1, terms);
        int after = terms - before;
        List<String> parts = new ArrayList<>(before > 1 && inParentheses() ? enclosed(before) : row(before));
        if (after == 0) {
            return parts;
        }
        BasicArithmetic.Sign operator = chance.of(settings.operators());
        if (operator == BasicArithmetic.Sign.DIVIDED_BY) {
            parts.addAll(divided(parts, after));
        } else {
            parts.add(sign(operator));
            parts.addAll(parts(after));
        }
        return parts;
    }

    private boolean inParentheses() {
        return settings.parentheses() && chance.with(0.5);
    }

    private List<String> enclosed(int terms) {
        List<String> parts = new ArrayList<>();
        parts.add(settings.negation() && chance.with(0.5) ? "-(" : "(");
        parts.addAll(parts(terms));
        parts.add(")");
        return parts;
    }

    /** Numbers without a division between them. */
    private List<String> row(int terms) {
        List<BasicArithmetic.Sign> operators = settings.operators().stream()
                .filter(operator -> operator != BasicArithmetic.Sign.DIVIDED_BY)
                .toList();
        List<String> parts = new ArrayList<>();
        for (int term = 0; term < terms; term++) {
            if (term > 0) {
                parts.add(sign(chance.of(operators)));
            }
            parts.add(Long.toString(chance.from(settings.negation() ? -largest() : 0, largest())));
        }
        return parts;
    }

    /** A divisor of what was drawn before, and the terms that are left. */
    private List<String> divided(List<String> before, int after) {
        String last = before.get(before.size() - 1);
        BigInteger dividend = BasicArithmetic.value(last.equals(")") ? before : List.of(last));
        long divisor = divisor(dividend);
        List<String> parts = new ArrayList<>(List.of("/"));
        if (after == 1) {
            parts.add(Long.toString(divisor));
        } else if (inParentheses()) {
            parts.addAll(corrected(parts(after - 1), divisor));
        } else {
            parts.add(Long.toString(divisor));
            parts.add("+");
            parts.addAll(parts(after - 1));
        }
        return parts;
    }

    /** A part in parentheses with a wanted value: what it lacks is added. */
    private static List<String> corrected(List<String> inner, long wanted) {
        List<String> parts = new ArrayList<>(List.of("("));
        parts.addAll(inner);
        parts.add("+");
        parts.add(BigInteger.valueOf(wanted)
                .subtract(BasicArithmetic.value(inner))
                .toString());
        parts.add(")");
        return parts;
    }

    /** Some divisor with as few digits as the other numbers; any number divides 0. */
    private long divisor(BigInteger dividend) {
        long magnitude = dividend.bitLength() <= 3 * MOST_DIGITS_OF_A_DIVIDEND
                ? dividend.abs().longValueExact()
                : 1;
        if (magnitude == 0) {
            return chance.from(1, largest());
        }
        List<Long> divisors = LongStream.rangeClosed(1, Math.min(magnitude, largest()))
                .filter(candidate -> magnitude % candidate == 0)
                .boxed()
                .toList();
        return chance.of(divisors);
    }

    private long largest() {
        return BigInteger.TEN.pow(digits).longValueExact() - 1;
    }

    private static String sign(BasicArithmetic.Sign operator) {
        return Character.toString(operator.character());
    }
}

package org.waggle.executor.task.gym;

import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Evaluates expressions of numbers, {@code + - * /}, signs and parentheses by Python's rules: signs bind tightest, then
 * products from the left, then sums.
 *
 * @param number reads a number without a sign
 */
record Calculator<N>(
        Function<String, N> number,
        BinaryOperator<N> plus,
        BinaryOperator<N> minus,
        BinaryOperator<N> times,
        BinaryOperator<N> by,
        Function<N, N> negated) {
    /** Deeper expressions are nobody's question. */
    private static final int DEEPEST = 200;

    /**
     * The value of an expression.
     *
     * @throws IllegalArgumentException if it isn't one
     * @throws ArithmeticException where the division refuses
     */
    N value(String expression) {
        Reading reading = new Reading(expression.replace(" ", ""));
        N value = reading.sum(0);
        GymJson.require(reading.place == reading.text.length(), "expression");
        return value;
    }

    private final class Reading {
        private final String text;
        private int place;

        Reading(String text) {
            this.text = text;
        }

        private char next() {
            return place < text.length() ? text.charAt(place) : '\0';
        }

        N sum(int depth) {
            N value = product(depth);
            while (next() == '+' || next() == '-') {
                BinaryOperator<N> operator = text.charAt(place++) == '+' ? plus : minus;
                value = operator.apply(value, product(depth));
            }
            return value;
        }

        private N product(int depth) {
            N value = factor(depth);
            while (next() == '*' || next() == '/') {
                BinaryOperator<N> operator = text.charAt(place++) == '*' ? times : by;
                value = operator.apply(value, factor(depth));
            }
            return value;
        }

        private N factor(int depth) {
            GymJson.require(depth < DEEPEST, "expression");
            if (next() == '-') {
                place++;
                return negated.apply(factor(depth + 1));
            }
            if (next() == '(') {
                place++;
                N value = sum(depth + 1);
                GymJson.require(next() == ')', "expression");
                place++;
                return value;
            }
            return constant();
        }

        private N constant() {
            int start = place;
            while ((next() >= '0' && next() <= '9') || next() == '.') {
                place++;
            }
            GymJson.require(place > start, "expression");
            return number.apply(text.substring(start, place));
        }
    }
}

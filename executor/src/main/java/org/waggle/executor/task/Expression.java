package org.waggle.executor.task;

import java.util.Optional;

/**
 * An arithmetic expression.
 *
 * @param text how it is written
 * @param compound true if it needs parentheses as an operand
 * @param value its exact value, empty if it divides by zero
 */
record Expression(String text, boolean compound, Optional<Rational> value) {
    static Expression of(Expression left, Operator operator, Expression right) {
        return new Expression(
                left.operand() + operator.sign() + right.operand(),
                true,
                left.value.flatMap(l -> right.value.flatMap(r -> operator.apply(l, r))));
    }

    private String operand() {
        return compound ? "(" + text + ")" : text;
    }
}

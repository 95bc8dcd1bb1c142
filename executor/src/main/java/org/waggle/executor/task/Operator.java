package org.waggle.executor.task;

import java.util.Optional;

/** The four operations of arithmetic. */
enum Operator {
    PLUS("+"),
    MINUS("-"),
    TIMES("×"),
    DIVIDED_BY("÷");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** The result, empty for a division by zero. */
    Optional<Rational> apply(Rational left, Rational right) {
        return switch (this) {
            case PLUS -> Optional.of(left.plus(right));
            case MINUS -> Optional.of(left.minus(right));
            case TIMES -> Optional.of(left.times(right));
            case DIVIDED_BY -> right.isZero() ? Optional.empty() : Optional.of(left.dividedBy(right));
        };
    }
}

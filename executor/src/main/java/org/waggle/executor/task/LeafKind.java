package org.waggle.executor.task;

import java.util.Optional;

/** The numbers that expressions are built of: whole numbers from 0 to 100, their fractions, squares and cubes. */
enum LeafKind {
    INTEGER,
    FRACTION,
    SQUARE,
    CUBE;

    private static final int LARGEST = 100;

    /** Number of different leaves whose number is at least {@code least}. */
    int count(int least) {
        int numbers = LARGEST + 1 - least;
        return this == FRACTION ? numbers * LARGEST : numbers;
    }

    /** The leaf of a digit from 0 to {@link #count} - 1; different digits give different texts. */
    Expression leaf(int digit, int least) {
        int numbers = LARGEST + 1 - least;
        int number = least + digit % numbers;
        int denominator = 1 + digit / numbers;
        return switch (this) {
            case INTEGER -> power(number, 1, Integer.toString(number));
            case SQUARE -> power(number, 2, number + "^2");
            case CUBE -> power(number, 3, number + "^3");
            case FRACTION ->
                new Expression(number + "/" + denominator, true, Optional.of(Rational.of(number, denominator)));
        };
    }

    private static Expression power(int number, int exponent, String text) {
        return new Expression(text, false, Optional.of(Rational.of((long) Math.pow(number, exponent), 1)));
    }
}

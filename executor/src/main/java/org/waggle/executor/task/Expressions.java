package org.waggle.executor.task;

import java.math.BigInteger;
import org.waggle.common.data.Seed;

/**
 * All expressions with a given number of operations, numbered without gaps or repeats: number → expression, two numbers
 * never giving the same text.
 *
 * <p>A class of expressions is a tree shape, its operators and the kinds of its leaves. Number = class + classes ×
 * rank; the rank goes through a permutation of the class and becomes the mixed-radix digits of its leaves. Every class
 * has the same number of ranks, as many as the smallest class has members, so the four kinds of leaves are equally
 * frequent although there are a hundred times more fractions than squares. A leaf that is a divisor is never zero; a
 * compound divisor may be.
 */
final class Expressions {
    private static final Operator[] OPERATORS = Operator.values();
    private static final LeafKind[] KINDS = LeafKind.values();
    private static final Seed RANK_KEY = new Seed(0).at("random-calculation").at("rank");

    private final int operations;
    private final long[] shapes;

    Expressions(int operations) {
        this.operations = operations;
        this.shapes = catalan(operations);
    }

    /** How many numbers there are. */
    BigInteger count() {
        return classes().multiply(ranks());
    }

    /** The expression of a number from 0 to {@link #count} - 1. */
    Expression at(BigInteger number) {
        BigInteger[] rankAndClass = number.divideAndRemainder(classes());
        MembersOfClass members = new MembersOfClass();
        build(new Digits(rankAndClass[1]), members);
        BigInteger rank = new Permutation(members.count, RANK_KEY).place(rankAndClass[0]);
        Digits leaves = new Digits(rank);
        return build(new Digits(rankAndClass[1]), (kind, least) -> kind.leaf(leaves.next(kind.count(least)), least));
    }

    private BigInteger classes() {
        return BigInteger.valueOf(shapes[operations])
                .multiply(BigInteger.valueOf(OPERATORS.length).pow(operations))
                .multiply(BigInteger.valueOf(KINDS.length).pow(operations + 1));
    }

    /** Members of the smallest class: no fraction, and every leaf but the first a divisor. */
    private BigInteger ranks() {
        return BigInteger.valueOf(LeafKind.INTEGER.count(0))
                .multiply(BigInteger.valueOf(LeafKind.INTEGER.count(1)).pow(operations));
    }

    private Expression build(Digits digits, Leaves leaves) {
        return build(operations, digits.next(shapes[operations]), 0, new Source(digits, leaves));
    }

    /** The tree of a shape: the shapes of all trees with more on the right come after those with more on the left. */
    private Expression build(int size, long shape, int least, Source source) {
        if (size == 0) {
            return source.leaves.leaf(KINDS[source.digits.next(KINDS.length)], least);
        }
        int left = size - 1;
        long rest = shape;
        while (rest >= shapes[left] * shapes[size - 1 - left]) {
            rest -= shapes[left] * shapes[size - 1 - left];
            left--;
        }
        int right = size - 1 - left;
        Operator operator = OPERATORS[source.digits.next(OPERATORS.length)];
        Expression first = build(left, rest / shapes[right], 0, source);
        Expression second = build(right, rest % shapes[right], operator == Operator.DIVIDED_BY ? 1 : 0, source);
        return Expression.of(first, operator, second);
    }

    /** Numbers of binary trees with 0 … n inner nodes. */
    private static long[] catalan(int n) {
        long[] numbers = new long[n + 1];
        numbers[0] = 1;
        for (int i = 0; i < n; i++) {
            numbers[i + 1] = numbers[i] * 2 * (2L * i + 1) / (i + 2);
        }
        return numbers;
    }

    /** Makes the leaf of a kind whose number is at least {@code least}. */
    private interface Leaves {
        Expression leaf(LeafKind kind, int least);
    }

    private record Source(Digits digits, Leaves leaves) {}

    /** Counts the members of a class while its tree is built from arbitrary leaves. */
    private static final class MembersOfClass implements Leaves {
        private BigInteger count = BigInteger.ONE;

        @Override
        public Expression leaf(LeafKind kind, int least) {
            count = count.multiply(BigInteger.valueOf(kind.count(least)));
            return kind.leaf(0, least);
        }
    }

    /** Reads a number as mixed-radix digits, the lowest first. */
    private static final class Digits {
        private BigInteger rest;

        Digits(BigInteger number) {
            this.rest = number;
        }

        long next(long radix) {
            BigInteger[] restAndDigit = rest.divideAndRemainder(BigInteger.valueOf(radix));
            rest = restAndDigit[0];
            return restAndDigit[1].longValueExact();
        }

        int next(int radix) {
            return (int) next((long) radix);
        }
    }
}

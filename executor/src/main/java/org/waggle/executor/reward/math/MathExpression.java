package org.waggle.executor.reward.math;

import java.math.BigDecimal;
import java.util.List;

/** What a text of mathematics says. */
sealed interface MathExpression {
    /**
     * A number as it was written.
     *
     * @param isDecimal true if it has a decimal point, so that it may stand for something that it only comes near
     */
    record Literal(BigDecimal value, boolean isDecimal) implements MathExpression {}

    /** A variable or constant by its LaTeX name, subscript included. */
    record Symbol(String name) implements MathExpression {}

    /** A function of numbers; operators are functions that are called by their sign. */
    record Call(String function, List<MathExpression> arguments) implements MathExpression {
        static Call of(String function, MathExpression... arguments) {
            return new Call(function, List.of(arguments));
        }
    }

    /**
     * Several values: a tuple, an interval, a set, or a list without brackets.
     *
     * @param brackets such as {@code ()}, {@code [)} or {@code {}}; empty for a list without
     */
    record Items(String brackets, List<MathExpression> items) implements MathExpression {
        static final String SET = "{}";
        static final String LIST = "";
    }

    /**
     * A chain of relations.
     *
     * @param sides one more than signs
     * @param signs each one of = ≠ &lt; ≤ &gt; ≥
     */
    record Relation(List<MathExpression> sides, List<String> signs) implements MathExpression {
        MathExpression first() {
            return sides.get(0);
        }

        MathExpression last() {
            return sides.get(sides.size() - 1);
        }

        boolean isEquation() {
            return signs.stream().allMatch("="::equals);
        }

        /** True for {@code x = …}, {@code f(x) = …}, {@code |AB| = …} and {@code (p, q) = …}. */
        boolean isAssignment() {
            return isEquation() && isSymbols(first());
        }

        /** True for what is made of names alone. */
        static boolean isSymbols(MathExpression side) {
            return side instanceof Symbol
                    || (side instanceof Call call && call.arguments().stream().allMatch(Relation::isSymbols))
                    || (side instanceof Items items && items.items().stream().allMatch(Relation::isSymbols));
        }
    }

    /** A matrix or a column. */
    record Matrix(List<List<MathExpression>> rows) implements MathExpression {}

    /** Words. */
    record Words(String text) implements MathExpression {}
}

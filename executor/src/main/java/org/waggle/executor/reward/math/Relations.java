package org.waggle.executor.reward.math;

import java.util.List;
import java.util.Optional;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Items;
import org.waggle.executor.reward.math.MathExpression.Relation;
import org.waggle.executor.reward.math.MathExpression.Symbol;
import org.waggle.executor.reward.math.Values.Factor;

/** Equations and inequalities. */
final class Relations {
    private static final MathExpression INFINITY = new Symbol("\\infty");

    private Relations() {}

    /**
     * True if two relations say the same: {@code x = 5} and {@code 2x = 10}, {@code x < 3} and {@code 3 > x}. A chain
     * of equations is its first and last side.
     */
    static boolean equal(Relation left, Relation right) {
        Relation wanted = rising(shortened(left));
        Relation given = rising(shortened(right));
        if (!wanted.signs().equals(given.signs())) {
            return false;
        }
        for (int i = 0; i < wanted.signs().size(); i++) {
            if (!equalLinks(wanted, given, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalLinks(Relation wanted, Relation given, int link) {
        MathExpression first = difference(wanted, link);
        MathExpression second = difference(given, link);
        boolean isUndirected = "=≠".contains(wanted.signs().get(link));
        return Values.proportional(first, second, isUndirected ? Factor.ANY : Factor.POSITIVE);
    }

    private static MathExpression difference(Relation relation, int link) {
        return Call.of("-", relation.sides().get(link), relation.sides().get(link + 1));
    }

    private static Relation shortened(Relation relation) {
        return relation.isEquation()
                ? new Relation(List.of(relation.first(), relation.last()), List.of("="))
                : relation;
    }

    /** The same with &lt; and ≤ only, where all signs of a chain point one way. */
    private static Relation rising(Relation relation) {
        if (!relation.signs().stream().allMatch(">≥"::contains)) {
            return relation;
        }
        return new Relation(
                reversed(relation.sides()),
                reversed(relation.signs()).stream()
                        .map(sign -> sign.equals(">") ? "<" : "≤")
                        .toList());
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new java.util.ArrayList<>(list);
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    /** The interval that inequalities of a variable describe, such as (0, 1] for {@code 0 < x ≤ 1}. */
    static Optional<Items> interval(Relation relation) {
        Relation rising = rising(relation);
        if (!rising.signs().stream().allMatch("<≤"::contains)) {
            return Optional.empty();
        }
        List<MathExpression> sides = rising.sides();
        String first = rising.signs().get(0).equals("≤") ? "[" : "(";
        String last = rising.signs().get(rising.signs().size() - 1).equals("≤") ? "]" : ")";
        if (sides.size() == 3 && Relation.isSymbols(sides.get(1))) {
            return Optional.of(new Items(first + last, List.of(sides.get(0), sides.get(2))));
        }
        if (sides.size() == 2 && Relation.isSymbols(sides.get(0))) {
            return Optional.of(new Items("(" + last, List.of(Call.of("-", INFINITY), sides.get(1))));
        }
        return sides.size() == 2 && Relation.isSymbols(sides.get(1))
                ? Optional.of(new Items(first + ")", List.of(sides.get(0), INFINITY)))
                : Optional.empty();
    }
}

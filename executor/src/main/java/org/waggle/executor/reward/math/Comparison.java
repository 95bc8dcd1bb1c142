package org.waggle.executor.reward.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Items;
import org.waggle.executor.reward.math.MathExpression.Matrix;
import org.waggle.executor.reward.math.MathExpression.Relation;
import org.waggle.executor.reward.math.MathExpression.Symbol;
import org.waggle.executor.reward.math.MathExpression.Words;

/** Whether an answer says what the reference says. */
final class Comparison {
    /** Pure letters of this length are a word, not a product of variables. */
    private static final int WORD = 4;

    private static final int MOST_ITEMS = 100;

    private Comparison() {}

    /** True if the answer is right. */
    static boolean agree(MathExpression reference, MathExpression answer) {
        MathExpression wanted = unwrapped(Signs.expanded(reference));
        MathExpression given = unwrapped(Signs.expanded(answer));
        if (wanted instanceof Relation asked
                && given instanceof Relation said
                && asked.isAssignment()
                && said.isEquation()
                && asked.first().equals(said.first())) {
            return equal(asked.last(), said.last());
        }
        if (wanted instanceof Items asked
                && given instanceof Items said
                && isNamed(asked)
                && !said.items().stream().anyMatch(Relation.class::isInstance)) {
            return sameOrder(lasts(asked), said.items());
        }
        if (given instanceof Relation said && said.isEquation() && !isEquation(wanted)) {
            return equal(wanted, said.last());
        }
        if (wanted instanceof Relation asked && asked.isAssignment() && !isEquation(given)) {
            return equal(asked.last(), given);
        }
        return equal(wanted, given);
    }

    /** {@code x = 1, x = 2} as {@code x = {1, 2}}. */
    private static MathExpression unwrapped(MathExpression expression) {
        if (!(expression instanceof Items items) || items.items().isEmpty() || !isSet(items)) {
            return expression;
        }
        List<MathExpression> values = new ArrayList<>();
        for (MathExpression item : items.items()) {
            if (!(item instanceof Relation one
                    && one.isAssignment()
                    && items.items().get(0) instanceof Relation first
                    && one.first().equals(first.first()))) {
                return expression;
            }
            values.add(one.last());
        }
        Relation first = (Relation) items.items().get(0);
        return new Relation(List.of(first.first(), new Items(items.brackets(), values)), List.of("="));
    }

    /** {@code AB = 4, CD = 5}: values that have names and so an order. */
    private static boolean isNamed(Items items) {
        return isSet(items)
                && items.items().stream().allMatch(item -> item instanceof Relation one && one.isAssignment());
    }

    private static List<MathExpression> lasts(Items items) {
        return items.items().stream().map(item -> ((Relation) item).last()).toList();
    }

    private static boolean isEquation(MathExpression expression) {
        return expression instanceof Relation relation && relation.isEquation();
    }

    private static boolean equal(MathExpression left, MathExpression right) {
        if (left instanceof Relation asked) {
            return right instanceof Relation said
                    ? Relations.equal(asked, said)
                    : Relations.interval(asked)
                            .filter(range -> equal(range, right))
                            .isPresent();
        }
        if (left instanceof Items || right instanceof Items) {
            return equalItems(left, right);
        }
        if (left instanceof Matrix wanted && right instanceof Matrix given) {
            return equalMatrices(wanted, given);
        }
        if (isUnion(left) && isUnion(right)) {
            return sameSet(((Call) left).arguments(), ((Call) right).arguments());
        }
        return equalValues(left, right);
    }

    private static boolean equalValues(MathExpression left, MathExpression right) {
        Optional<String> wanted = spelled(left);
        Optional<String> given = spelled(right);
        boolean isWord = wanted.filter(word -> word.length() >= WORD).isPresent()
                || left instanceof Words
                || right instanceof Words;
        return isWord
                ? wanted.isPresent() && given.isPresent() && wanted.get().equalsIgnoreCase(given.get())
                : Values.equal(left, right);
    }

    /** The letters of words, of a variable, or of variables beside each other. */
    private static Optional<String> spelled(MathExpression expression) {
        if (expression instanceof Words words) {
            return Optional.of(words.text());
        }
        if (expression instanceof Symbol symbol) {
            return Optional.of(symbol.name());
        }
        return expression instanceof Call product && product.function().equals("*")
                ? spelled(product.arguments().get(0))
                        .flatMap(first -> spelled(product.arguments().get(1)).map(second -> first + second))
                : Optional.empty();
    }

    private static boolean equalItems(MathExpression left, MathExpression right) {
        if (left instanceof Items wanted && right instanceof Items given) {
            return equalItems(wanted, given);
        }
        return left instanceof Items wanted ? isSingle(wanted, right) : isSingle((Items) right, left);
    }

    private static boolean equalItems(Items wanted, Items given) {
        if (isSet(wanted) && isSet(given)) {
            return sameSet(wanted.items(), given.items());
        }
        boolean isOneListed = (isSet(wanted) || isSet(given)) && !isBraced(wanted) && !isBraced(given);
        return (isOneListed || wanted.brackets().equals(given.brackets())) && sameOrder(wanted.items(), given.items());
    }

    private static boolean isSet(Items items) {
        return items.brackets().equals(Items.SET) || items.brackets().equals(Items.LIST);
    }

    private static boolean isBraced(Items items) {
        return items.brackets().equals(Items.SET);
    }

    private static boolean isSingle(Items items, MathExpression value) {
        return isSet(items)
                && !items.items().isEmpty()
                && items.items().stream().allMatch(item -> equal(item, value));
    }

    private static boolean sameOrder(List<MathExpression> left, List<MathExpression> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameSet(List<MathExpression> left, List<MathExpression> right) {
        return left.size() <= MOST_ITEMS
                && right.size() <= MOST_ITEMS
                && left.stream().allMatch(one -> right.stream().anyMatch(other -> equal(one, other)))
                && right.stream().allMatch(one -> left.stream().anyMatch(other -> equal(other, one)));
    }

    private static boolean equalMatrices(Matrix left, Matrix right) {
        List<List<MathExpression>> rows = left.rows();
        if (rows.size() != right.rows().size()) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!sameOrder(rows.get(i), right.rows().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnion(MathExpression expression) {
        return expression instanceof Call call && call.function().equals("union");
    }
}

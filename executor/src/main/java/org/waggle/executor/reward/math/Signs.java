package org.waggle.executor.reward.math;

import java.util.ArrayList;
import java.util.List;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Items;
import org.waggle.executor.reward.math.MathExpression.Relation;

/** What plus-minus signs stand for. */
final class Signs {
    private Signs() {}

    /** Both values where there is a plus-minus sign, all of them with the same sign at once. */
    static MathExpression expanded(MathExpression expression) {
        if (expression instanceof Relation relation && relation.isEquation()) {
            MathExpression last = expanded(relation.last());
            List<MathExpression> sides = new ArrayList<>(relation.sides());
            sides.set(sides.size() - 1, last);
            return new Relation(sides, relation.signs());
        }
        return has(expression)
                ? new Items(Items.LIST, List.of(with(expression, "+", "-"), with(expression, "-", "+")))
                : expression;
    }

    private static boolean has(MathExpression expression) {
        return expression instanceof Call call
                && (call.function().equals("\\pm")
                        || call.function().equals("\\mp")
                        || call.arguments().stream().anyMatch(Signs::has));
    }

    private static MathExpression with(MathExpression expression, String plusMinus, String minusPlus) {
        if (!(expression instanceof Call call)) {
            return expression;
        }
        List<MathExpression> arguments = call.arguments().stream()
                .map(argument -> with(argument, plusMinus, minusPlus))
                .toList();
        String function = call.function().equals("\\pm")
                ? plusMinus
                : call.function().equals("\\mp") ? minusPlus : call.function();
        return function.equals("+") && arguments.size() == 1 ? arguments.get(0) : new Call(function, arguments);
    }
}

package org.waggle.executor.reward.math;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatRuntimeException;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Literal;

/**
 * Equality of expressions by their values: two that agree at three points to dozens of digits are the same function.
 * How many digits that takes follows from the largest and smallest number that is met on the way.
 */
final class Values {
    private static final int POINTS = 3;
    private static final int FIRST_DIGITS = 30;

    /** Digits, beside those that numbers differ in size by, that must agree. */
    private static final int AGREEING = 25;

    private static final int SPARE = 15;

    /** Decimal places and significant digits from which a decimal number may stand for one that it comes near. */
    private static final int APPROXIMATE = 6;

    private Values() {}

    /** True if two expressions have one value, whatever their variables are. */
    static boolean equal(MathExpression left, MathExpression right) {
        return left.equals(right) || approximate(left, right) || isZero(left, right);
    }

    /** True if two expressions differ by a constant factor alone. */
    static boolean proportional(MathExpression left, MathExpression right, Factor factor) {
        List<Apcomplex> factors = new ArrayList<>();
        for (int point = 0; point < POINTS; point++) {
            List<Apcomplex> both = at(point, left, right);
            if (both.isEmpty() || isNothing(both.get(0)) || isNothing(both.get(1))) {
                return false;
            }
            factors.add(both.get(0).divide(both.get(1)));
        }
        Apcomplex first = factors.get(0);
        return factors.stream().allMatch(one -> isNothing(one.subtract(first)))
                && (factor == Factor.ANY || first.real().signum() > 0);
    }

    /** Which factors count. */
    enum Factor {
        ANY,
        POSITIVE
    }

    private static boolean isZero(MathExpression left, MathExpression right) {
        boolean isConstant = !Evaluation.hasVariables(left) && !Evaluation.hasVariables(right);
        for (int point = 0; point < (isConstant ? 1 : POINTS); point++) {
            List<Apcomplex> both = at(point, left, right);
            if (both.isEmpty() || !isNothing(both.get(0).subtract(both.get(1)))) {
                return false;
            }
        }
        return true;
    }

    /** Both values at a point, scaled so that what agrees differs by less than {@link #AGREEING} digits; or none. */
    private static List<Apcomplex> at(int point, MathExpression left, MathExpression right) {
        try {
            long spread = Math.max(spread(point, left), spread(point, right));
            long digits = 2 * spread + AGREEING + SPARE;
            Apfloat scale = new Apfloat("1e" + spread, digits);
            return List.of(
                    new Evaluation(point, digits).of(left).multiply(scale),
                    new Evaluation(point, digits).of(right).multiply(scale));
        } catch (ArithmeticException | ApfloatRuntimeException e) {
            return List.of();
        }
    }

    private static long spread(int point, MathExpression expression) {
        Evaluation rough = new Evaluation(point, FIRST_DIGITS);
        rough.of(expression);
        return rough.spread();
    }

    private static boolean isNothing(Apcomplex difference) {
        return difference.equals(Apcomplex.ZERO) || difference.scale() < -AGREEING;
    }

    /** True if one of two is a decimal number that the other, exact one rounds to. */
    private static boolean approximate(MathExpression left, MathExpression right) {
        Optional<BigDecimal> first = decimal(left);
        Optional<BigDecimal> second = decimal(right);
        if (first.isPresent() == second.isPresent()) {
            return false;
        }
        return first.map(number -> isNear(number, right))
                .or(() -> second.map(number -> isNear(number, left)))
                .orElseThrow();
    }

    private static Optional<BigDecimal> decimal(MathExpression expression) {
        if (expression instanceof Call negative
                && negative.function().equals("-")
                && negative.arguments().size() == 1) {
            return decimal(negative.arguments().get(0)).map(BigDecimal::negate);
        }
        return expression instanceof Literal literal && literal.isDecimal()
                ? Optional.of(literal.value())
                : Optional.empty();
    }

    /** True if an expression is the number when rounded or cut off at the number's last place. */
    private static boolean isNear(BigDecimal number, MathExpression expression) {
        if (number.scale() < APPROXIMATE || number.precision() < APPROXIMATE || Evaluation.hasVariables(expression)) {
            return false;
        }
        try {
            Apcomplex value = new Evaluation(0, FIRST_DIGITS + (long) number.precision()).of(expression);
            BigDecimal exact = new BigDecimal(value.real().toString(true));
            return value.imag().signum() == 0
                    && Stream.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN)
                            .anyMatch(
                                    mode -> exact.setScale(number.scale(), mode).compareTo(number) == 0);
        } catch (ArithmeticException | ApfloatRuntimeException e) {
            return false;
        }
    }
}

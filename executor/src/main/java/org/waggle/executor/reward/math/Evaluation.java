package org.waggle.executor.reward.math;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.Apint;
import org.apfloat.ApintMath;
import org.waggle.common.data.Seed;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Literal;
import org.waggle.executor.reward.math.MathExpression.Symbol;

/**
 * The complex value of an expression to a number of digits, where every variable has a value that its name gives it.
 */
final class Evaluation {
    /** Numbers of more digits before or behind the point are nobody's answer, and would take long. */
    static final int LARGEST_SCALE = 500;

    private static final int LARGEST_FACTORIAL = 250;
    private static final Set<String> CONSTANTS = Set.of("\\pi", "e", "i");

    private final Seed point;
    private final long digits;
    private long spread = 1;

    /**
     * An evaluation.
     *
     * @param point gives variables their values; at an even one all are positive
     */
    Evaluation(int point, long digits) {
        this.point = new Seed(point);
        this.digits = digits;
    }

    /** The largest power of ten, either way, among all numbers that were met. */
    long spread() {
        return spread;
    }

    /** True if an expression has a variable. */
    static boolean hasVariables(MathExpression expression) {
        return expression instanceof Symbol symbol
                ? !CONSTANTS.contains(symbol.name())
                : expression instanceof Call call && call.arguments().stream().anyMatch(Evaluation::hasVariables);
    }

    /**
     * The value.
     *
     * @throws ArithmeticException if it has none, or too large a one
     */
    Apcomplex of(MathExpression expression) {
        Apcomplex value = value(expression);
        if (!value.equals(Apcomplex.ZERO)) {
            spread = Math.max(spread, Math.abs(value.scale()));
            requireModest((double) spread);
        }
        return value;
    }

    private Apcomplex value(MathExpression expression) {
        if (expression instanceof Literal literal) {
            BigDecimal number = literal.value();
            requireModest((double) number.precision() - number.scale());
            return new Apfloat(number, digits);
        }
        if (expression instanceof Symbol symbol) {
            return symbol(symbol.name());
        }
        if (expression instanceof Call call) {
            List<Apcomplex> arguments = call.arguments().stream().map(this::of).toList();
            return arguments.size() == 1
                    ? unary(call.function(), arguments.get(0))
                    : binary(call.function(), arguments.get(0), arguments.get(1));
        }
        throw new ArithmeticException("not a number");
    }

    private Apcomplex symbol(String name) {
        return switch (name) {
            case "\\pi" -> ApfloatMath.pi(digits);
            case "e" -> ApfloatMath.exp(new Apfloat(1, digits));
            case "i" -> new Apcomplex(Apfloat.ZERO, new Apfloat(1, digits));
            default -> variable(point.at(name));
        };
    }

    private Apcomplex variable(Seed own) {
        double size = 0.25 + 2 * own.at("size").uniform();
        boolean isNegative =
                point.bits() != new Seed(0).bits() && own.at("sign").uniform() < 0.5;
        return new Apfloat(BigDecimal.valueOf(isNegative ? -size : size), digits);
    }

    private Apcomplex unary(String function, Apcomplex x) {
        return switch (function) {
            case "-" -> x.negate();
            case "%" -> x.divide(new Apfloat(100, digits));
            case "!" -> factorial(x);
            case "abs" -> ApcomplexMath.abs(x);
            case "sqrt" -> ApcomplexMath.sqrt(x);
            case "floor" -> real(x).floor().precision(digits);
            case "ceil" -> real(x).ceil().precision(digits);
            case "ln" -> ApcomplexMath.log(x);
            case "exp" -> power(symbol("e"), x);
            default -> trigonometric(function, x);
        };
    }

    private Apcomplex trigonometric(String function, Apcomplex x) {
        requireModest(Math.max(0, x.scale()) * 100.0);
        Apfloat one = new Apfloat(1, digits);
        return switch (function) {
            case "sin" -> ApcomplexMath.sin(x);
            case "cos" -> ApcomplexMath.cos(x);
            case "tan" -> ApcomplexMath.tan(x);
            case "cot" -> one.divide(ApcomplexMath.tan(x));
            case "sec" -> one.divide(ApcomplexMath.cos(x));
            case "csc" -> one.divide(ApcomplexMath.sin(x));
            case "arcsin" -> ApcomplexMath.asin(x);
            case "arccos" -> ApcomplexMath.acos(x);
            case "arctan" -> ApcomplexMath.atan(x);
            case "sinh" -> ApcomplexMath.sinh(x);
            case "cosh" -> ApcomplexMath.cosh(x);
            case "tanh" -> ApcomplexMath.tanh(x);
            default -> throw new ArithmeticException("unknown function");
        };
    }

    private Apcomplex binary(String function, Apcomplex x, Apcomplex y) {
        return switch (function) {
            case "+" -> x.add(y);
            case "-" -> x.subtract(y);
            case "*" -> x.multiply(y);
            case "/", "frac" -> x.divide(y);
            case "^" -> power(x, y);
            case "log" -> ApcomplexMath.log(x).divide(ApcomplexMath.log(y));
            case "binom" -> binomial(x, y);
            default -> throw new ArithmeticException("unknown function");
        };
    }

    private Apcomplex power(Apcomplex base, Apcomplex exponent) {
        if (base.equals(Apcomplex.ZERO)) {
            if (real(exponent).signum() <= 0) {
                throw new ArithmeticException("a power of zero");
            }
            return base;
        }
        requireModest(Math.max(0, exponent.scale()) * 100.0);
        double tens = ApcomplexMath.log(ApcomplexMath.abs(base)).real().doubleValue() / Math.log(10);
        requireModest(tens * ApcomplexMath.abs(exponent).doubleValue());
        return exponent.isInteger() ? ApcomplexMath.pow(base, exponent.longValue()) : ApcomplexMath.pow(base, exponent);
    }

    private Apcomplex factorial(Apcomplex x) {
        return ApintMath.factorial(whole(x)).precision(digits);
    }

    private Apcomplex binomial(Apcomplex n, Apcomplex k) {
        int of = whole(n);
        int chosen = whole(k);
        if (chosen > of) {
            return Apcomplex.ZERO;
        }
        Apint both = ApintMath.factorial(chosen).multiply(ApintMath.factorial(of - chosen));
        return ApintMath.factorial(of).divide(both).precision(digits);
    }

    private static int whole(Apcomplex x) {
        if (!x.isInteger() || real(x).signum() < 0 || real(x).doubleValue() > LARGEST_FACTORIAL) {
            throw new ArithmeticException("not a small whole number");
        }
        return x.intValue();
    }

    private static Apfloat real(Apcomplex x) {
        if (x.imag().signum() != 0) {
            throw new ArithmeticException("not a real number");
        }
        return x.real();
    }

    private static void requireModest(double scale) {
        if (!(Math.abs(scale) <= LARGEST_SCALE)) {
            throw new ArithmeticException("too large");
        }
    }
}

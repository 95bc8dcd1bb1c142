package org.waggle.executor.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Python's operators on numbers, texts and lists. */
final class Arithmetic {
    private Arithmetic() {}

    static Object of(String operator, Object left, Object right, Work work) {
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (operator.equals("+") && left instanceof String a && right instanceof String b) {
            work.make(a.length() + b.length());
            return a + b;
        }
        if (operator.equals("+") && left instanceof List<?> a && right instanceof List<?> b) {
            return joined(a, b, work);
        }
        if (operator.equals("*") && right instanceof Long times && !(left instanceof Number)) {
            return repeated(left, times, work);
        }
        if (operator.equals("*") && left instanceof Long times && !(right instanceof Number)) {
            return repeated(right, times, work);
        }
        if (operator.equals("%") && left instanceof String format) {
            return PercentFormat.of(format, right instanceof Tuple tuple ? tuple : List.of(right), work);
        }
        if (Truth.isNumber(left) && Truth.isNumber(right)) {
            return numbers(operator, number(left), number(right));
        }
        throw TemplateFailure.of(
                "%s has no meaning between %s and %s", operator, PythonText.type(left), PythonText.type(right));
    }

    static Number number(Object value) {
        return value instanceof Boolean flag ? (Number) (flag ? 1L : 0L) : (Number) value;
    }

    static Object negative(Object value) {
        if (value instanceof Long number) {
            return Math.negateExact(number);
        }
        if (value instanceof Double number) {
            return -number;
        }
        throw TemplateFailure.of("- has no meaning before %s", PythonText.type(value));
    }

    private static List<Object> joined(List<?> left, List<?> right, Work work) {
        List<Object> all = new ArrayList<>(left);
        all.addAll(right);
        return work.made(left instanceof Tuple ? new Tuple(all) : all);
    }

    private static Object repeated(Object value, long times, Work work) {
        int count = (int) Math.max(0, Math.min(times, Integer.MAX_VALUE));
        if (value instanceof String text) {
            work.make((long) text.length() * count);
            return text.repeat(count);
        }
        if (value instanceof List<?> list) {
            work.make((long) list.size() * count);
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.addAll(list);
            }
            return work.made(all);
        }
        throw TemplateFailure.of("* has no meaning between %s and int", PythonText.type(value));
    }

    private static Object numbers(String operator, Number left, Number right) {
        if (List.of("/", "//", "%").contains(operator) && right.doubleValue() == 0) {
            throw TemplateFailure.of("division by zero");
        }
        try {
            return left instanceof Long a && right instanceof Long b
                    ? integers(operator, a, b)
                    : floats(operator, left.doubleValue(), right.doubleValue());
        } catch (ArithmeticException e) {
            throw TemplateFailure.of("a number of more than 64 bits");
        }
    }

    private static Object integers(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> Math.addExact(left, right);
            case "-" -> Math.subtractExact(left, right);
            case "*" -> Math.multiplyExact(left, right);
            case "//" -> Math.floorDiv(left, right);
            case "%" -> Math.floorMod(left, right);
            case "**" -> right < 0 ? (Object) Math.pow((double) left, (double) right) : (Object) power(left, right);
            default -> (double) left / right;
        };
    }

    private static long power(long base, long exponent) {
        if (exponent > Long.SIZE && Math.abs(base) > 1) {
            throw new ArithmeticException("overflow");
        }
        int enough = (int) Math.min(exponent, Long.SIZE + exponent % 2);
        return BigInteger.valueOf(base).pow(enough).longValueExact();
    }

    private static double floats(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "//" -> Math.floor(left / right);
            case "%" -> left - right * Math.floor(left / right);
            case "**" -> Math.pow(left, right);
            default -> left / right;
        };
    }
}

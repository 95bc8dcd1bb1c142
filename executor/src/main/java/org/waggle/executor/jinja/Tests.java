package org.waggle.executor.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jinja's tests, by name. */
final class Tests {
    static final Named<Test> ALL = new Named<Test>("test")
            .add("defined", (value, arguments) -> !(value instanceof Undefined))
            .add("undefined", (value, arguments) -> value instanceof Undefined)
            .add("none", (value, arguments) -> value == None.NONE)
            .add("boolean", (value, arguments) -> value instanceof Boolean)
            .add("true", (value, arguments) -> value.equals(true))
            .add("false", (value, arguments) -> value.equals(false))
            .add("integer", (value, arguments) -> value instanceof Long)
            .add("float", (value, arguments) -> value instanceof Double)
            .add("number", (value, arguments) -> Truth.isNumber(value))
            .add("string", (value, arguments) -> value instanceof String)
            .add("mapping", (value, arguments) -> value instanceof Map)
            .add("sequence iterable", (value, arguments) -> isSequence(value) || value instanceof Undefined)
            .add("callable", (value, arguments) -> value instanceof Callable)
            .add("odd", (value, arguments) -> remainder(value, 2) == 1)
            .add("even", (value, arguments) -> remainder(value, 2) == 0)
            .add("divisibleby", (value, arguments) -> remainder(value, arguments.integer(0, "num", 0)) == 0)
            .add(
                    "lower",
                    (value, arguments) ->
                            PythonText.str(value).equals(PythonText.str(value).toLowerCase(Locale.ROOT)))
            .add(
                    "upper",
                    (value, arguments) ->
                            PythonText.str(value).equals(PythonText.str(value).toUpperCase(Locale.ROOT)))
            .add("in", (value, arguments) -> Truth.contains(arguments.value(0, "seq"), value))
            .add("sameas", (value, arguments) -> isSame(value, arguments.value(0, "other")))
            .add("== eq equalto", Tests::equal)
            .add("!= ne", (value, arguments) -> !equal(value, arguments))
            .add("< lt lessthan", (value, arguments) -> compared(value, arguments) < 0)
            .add("<= le", (value, arguments) -> compared(value, arguments) <= 0)
            .add("> gt greaterthan", (value, arguments) -> compared(value, arguments) > 0)
            .add(">= ge", (value, arguments) -> compared(value, arguments) >= 0);

    private Tests() {}

    /** Whether something holds of a value. */
    @FunctionalInterface
    interface Test {
        boolean holds(Object value, Arguments arguments);
    }

    private static boolean equal(Object value, Arguments arguments) {
        return Truth.equal(value, arguments.value(0, "other"));
    }

    private static int compared(Object value, Arguments arguments) {
        return Truth.compare(value, arguments.value(0, "other"));
    }

    private static boolean isSequence(Object value) {
        return value instanceof String || value instanceof List || value instanceof Map;
    }

    private static boolean isSame(Object value, Object other) {
        return value == other || (!(value instanceof List) && !(value instanceof Map) && value.equals(other));
    }

    private static long remainder(Object value, long divisor) {
        if (value instanceof Long number && divisor != 0) {
            return Math.floorMod(number, divisor);
        }
        throw TemplateFailure.of("%s can't be divided by %d", PythonText.type(value), divisor);
    }
}

package org.waggle.executor.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jinja's tests, by name. */
final class Tests {
    private static final Map<String, Test> TESTS = Map.ofEntries(
            Map.entry("defined", (value, arguments) -> !(value instanceof Undefined)),
            Map.entry("undefined", (value, arguments) -> value instanceof Undefined),
            Map.entry("none", (value, arguments) -> value == None.NONE),
            Map.entry("boolean", (value, arguments) -> value instanceof Boolean),
            Map.entry("true", (value, arguments) -> value.equals(true)),
            Map.entry("false", (value, arguments) -> value.equals(false)),
            Map.entry("integer", (value, arguments) -> value instanceof Long),
            Map.entry("float", (value, arguments) -> value instanceof Double),
            Map.entry("number", (value, arguments) -> Truth.isNumber(value)),
            Map.entry("string", (value, arguments) -> value instanceof String),
            Map.entry("mapping", (value, arguments) -> value instanceof Map),
            Map.entry("sequence", (value, arguments) -> isSequence(value) || value instanceof Undefined),
            Map.entry("iterable", (value, arguments) -> isSequence(value) || value instanceof Undefined),
            Map.entry("callable", (value, arguments) -> value instanceof Callable),
            Map.entry("odd", (value, arguments) -> remainder(value, 2) == 1),
            Map.entry("even", (value, arguments) -> remainder(value, 2) == 0),
            Map.entry("divisibleby", (value, arguments) -> remainder(value, arguments.integer(0, "num", 0)) == 0),
            Map.entry(
                    "lower",
                    (value, arguments) ->
                            PythonText.str(value).equals(PythonText.str(value).toLowerCase(Locale.ROOT))),
            Map.entry(
                    "upper",
                    (value, arguments) ->
                            PythonText.str(value).equals(PythonText.str(value).toUpperCase(Locale.ROOT))),
            Map.entry("in", (value, arguments) -> Truth.contains(arguments.value(0, "seq"), value)),
            Map.entry("sameas", (value, arguments) -> isSame(value, arguments.value(0, "other"))),
            Map.entry("==", Tests::equal),
            Map.entry("!=", (value, arguments) -> !equal(value, arguments)),
            Map.entry("<", (value, arguments) -> compared(value, arguments) < 0),
            Map.entry("<=", (value, arguments) -> compared(value, arguments) <= 0),
            Map.entry(">", (value, arguments) -> compared(value, arguments) > 0),
            Map.entry(">=", (value, arguments) -> compared(value, arguments) >= 0),
            Map.entry("eq", Tests::equal),
            Map.entry("equalto", Tests::equal),
            Map.entry("ne", (value, arguments) -> !equal(value, arguments)),
            Map.entry("lt", (value, arguments) -> compared(value, arguments) < 0),
            Map.entry("lessthan", (value, arguments) -> compared(value, arguments) < 0),
            Map.entry("le", (value, arguments) -> compared(value, arguments) <= 0),
            Map.entry("gt", (value, arguments) -> compared(value, arguments) > 0),
            Map.entry("greaterthan", (value, arguments) -> compared(value, arguments) > 0),
            Map.entry("ge", (value, arguments) -> compared(value, arguments) >= 0));

    private Tests() {}

    /** Whether something holds of a value. */
    @FunctionalInterface
    interface Test {
        boolean holds(Object value, Arguments arguments);
    }

    static boolean has(String name) {
        return TESTS.containsKey(name);
    }

    static Test named(String name) {
        Test test = TESTS.get(name);
        if (test == null) {
            throw TemplateFailure.of("there is no test named '%s'", name);
        }
        return test;
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

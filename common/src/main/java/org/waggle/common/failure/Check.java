package org.waggle.common.failure;

/** Checks of values that a person wrote, with a message that says what, why and what would do. */
public final class Check {
    private Check() {}

    /**
     * Requires a condition on a value.
     *
     * @param key name of the value as the person wrote it, in kebab-case
     * @throws InvalidValueException {@code Invalid key: value (rule)}; a recipe reader adds file and line
     */
    public static void that(boolean condition, String key, Object value, String rule) {
        if (!condition) {
            throw new InvalidValueException("Invalid %s: %s (%s)".formatted(key, value, rule));
        }
    }
}

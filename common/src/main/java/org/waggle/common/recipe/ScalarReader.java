package org.waggle.common.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.waggle.common.failure.RunException;

/** Reads numbers, truths, words and text by the type that is wanted, and never turns one into another. */
final class ScalarReader {
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    private ScalarReader() {}

    /** The value as the wanted type: int, long, double, boolean, String or an enum. */
    static Object read(Class<?> type, YamlNode node, String path) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw invalid(node, path, "must be " + kind(type));
        }
        if (type == String.class) {
            return text(scalar, path);
        }
        if (type.isEnum()) {
            return word(type, scalar, path);
        }
        if (scalar.quoted()) {
            throw invalid(node, path, "must be " + kind(type) + ", without quotes");
        }
        return plain(type, scalar, path);
    }

    /** A type as messages and documentation call it. */
    static String kind(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "text";
        }
        if (type.isEnum()) {
            return "one of " + String.join(", ", words(type));
        }
        throw new IllegalStateException("Cannot read a recipe into %s: no such type of key".formatted(type.getName()));
    }

    /** True if the text, standing there without quotes, would be read as something else than text. */
    static boolean needsQuotes(String text) {
        return NUMBER.matcher(text).matches()
                || text.matches("|~|null|true|false|[-+]?\\.(inf|nan)|[-+]?0[xob][0-9a-fA-F_]+");
    }

    private static String text(YamlNode.Scalar scalar, String path) {
        if (!scalar.quoted() && needsQuotes(scalar.text())) {
            throw invalid(scalar, path, "must be text: put it in quotes");
        }
        return scalar.text();
    }

    private static Object plain(Class<?> type, YamlNode.Scalar scalar, String path) {
        String text = scalar.text();
        if (type == boolean.class || type == Boolean.class) {
            if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
            }
        } else if (type == double.class || type == Double.class) {
            if (NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
                return Double.parseDouble(text);
            }
        } else if (WHOLE.matcher(text).matches()) {
            return whole(type, scalar, path);
        }
        throw invalid(scalar, path, "must be " + kind(type));
    }

    private static Object whole(Class<?> type, YamlNode.Scalar scalar, String path) {
        boolean isInt = type == int.class || type == Integer.class;
        try {
            if (isInt) {
                return Integer.parseInt(scalar.text());
            }
            return Long.parseLong(scalar.text());
        } catch (NumberFormatException e) {
            long largest = isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
            throw invalid(scalar, path, "must be a whole number of at most %d either side of 0".formatted(largest));
        }
    }

    private static Object word(Class<?> type, YamlNode.Scalar scalar, String path) {
        for (Object constant : type.getEnumConstants()) {
            if (Names.of((Enum<?>) constant).equals(scalar.text())) {
                return constant;
            }
        }
        String what = "Unknown %s: %s (%s)"
                .formatted(RecordReader.lastKey(path), scalar.text(), Names.choice(scalar.text(), words(type)));
        throw RecordReader.failure(what, scalar, path);
    }

    /** The constants of an enum as recipes write them. */
    static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> Names.of((Enum<?>) constant))
                .toList();
    }

    private static RunException invalid(YamlNode node, String path, String rule) {
        return RecordReader.invalid(node, path, rule);
    }
}

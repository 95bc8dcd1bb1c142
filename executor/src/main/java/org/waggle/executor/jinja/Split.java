package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's {@code str.split} and {@code str.rsplit}: at a separator, or, without one, at runs of whitespace. */
final class Split {
    private Split() {}

    static List<Object> forwards(String text, Arguments arguments) {
        long most = most(arguments);
        return arguments.value(0, "sep", None.NONE) == None.NONE
                ? atSpace(text, most)
                : atSeparator(text, separator(arguments), most);
    }

    /** Like forwards, of the text read backwards. */
    static List<Object> backwards(String text, Arguments arguments) {
        long most = most(arguments);
        List<Object> parts = arguments.value(0, "sep", None.NONE) == None.NONE
                ? atSpace(reversed(text), most)
                : atSeparator(reversed(text), reversed(separator(arguments)), most);
        parts.replaceAll(part -> reversed((String) part));
        Collections.reverse(parts);
        return parts;
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static long most(Arguments arguments) {
        int given = arguments.integer(1, "maxsplit", -1);
        return given < 0 ? Long.MAX_VALUE : given;
    }

    private static String separator(Arguments arguments) {
        String separator = arguments.text(0, "sep");
        if (separator.isEmpty()) {
            throw TemplateFailure.of("split by an empty text");
        }
        return separator;
    }

    private static List<Object> atSeparator(String text, String separator, long most) {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0 && parts.size() < most; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static List<Object> atSpace(String text, long most) {
        List<Object> parts = new ArrayList<>();
        int from = run(text, 0, true);
        while (from < text.length() && parts.size() < most) {
            int end = run(text, from, false);
            parts.add(text.substring(from, end));
            from = run(text, end, true);
        }
        if (from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    /** Where a run of whitespace, or of anything else, ends. */
    private static int run(String text, int from, boolean space) {
        int end = from;
        while (end < text.length() && PythonText.isSpace(text.charAt(end)) == space) {
            end++;
        }
        return end;
    }
}

package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Methods of Python's {@code str}. */
final class StringMethods {
    private static final String LINE_ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

    private static final Map<String, Method> METHODS = Map.ofEntries(
            Map.entry("upper", (text, arguments) -> text.toUpperCase(Locale.ROOT)),
            Map.entry("lower", (text, arguments) -> text.toLowerCase(Locale.ROOT)),
            Map.entry("casefold", (text, arguments) -> text.toLowerCase(Locale.ROOT)),
            Map.entry("title", (text, arguments) -> title(text)),
            Map.entry("capitalize", (text, arguments) -> capitalized(text)),
            Map.entry("strip", (text, arguments) -> stripped(text, arguments, true, true)),
            Map.entry("lstrip", (text, arguments) -> stripped(text, arguments, true, false)),
            Map.entry("rstrip", (text, arguments) -> stripped(text, arguments, false, true)),
            Map.entry("startswith", (text, arguments) -> anyOf(arguments.value(0, "prefix"), text::startsWith)),
            Map.entry("endswith", (text, arguments) -> anyOf(arguments.value(0, "suffix"), text::endsWith)),
            Map.entry("removeprefix", (text, arguments) -> {
                String prefix = arguments.text(0, "prefix");
                return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
            }),
            Map.entry("removesuffix", (text, arguments) -> {
                String suffix = arguments.text(0, "suffix");
                return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
            }),
            Map.entry("replace", StringMethods::replaced),
            Map.entry("split", (text, arguments) -> Split.forwards(text, arguments)),
            Map.entry("rsplit", (text, arguments) -> Split.backwards(text, arguments)),
            Map.entry("splitlines", (text, arguments) -> lines(text, arguments.flag(0, "keepends"))),
            Map.entry("partition", (text, arguments) -> parted(text, arguments, true)),
            Map.entry("rpartition", (text, arguments) -> parted(text, arguments, false)),
            Map.entry("join", (text, arguments) -> joined(arguments.value(0, "iterable"), text, arguments.work())),
            Map.entry("find", (text, arguments) -> place(text, text.indexOf(arguments.text(0, "sub")))),
            Map.entry("rfind", (text, arguments) -> place(text, text.lastIndexOf(arguments.text(0, "sub")))),
            Map.entry("index", (text, arguments) -> present(place(text, text.indexOf(arguments.text(0, "sub"))))),
            Map.entry("count", (text, arguments) -> (long) count(text, arguments.text(0, "sub"))),
            Map.entry("zfill", (text, arguments) -> filled(text, "0", arguments)),
            Map.entry("rjust", (text, arguments) -> filled(text, arguments.text(1, "fillchar", " "), arguments)),
            Map.entry("isdigit", (text, arguments) -> all(text, Character::isDigit)),
            Map.entry("isnumeric", (text, arguments) -> all(text, Character::isDigit)),
            Map.entry("isalpha", (text, arguments) -> all(text, Character::isLetter)),
            Map.entry("isalnum", (text, arguments) -> all(text, Character::isLetterOrDigit)),
            Map.entry("isspace", (text, arguments) -> all(text, PythonText::isSpace)),
            Map.entry("isupper", (text, arguments) -> isCased(text, text.toUpperCase(Locale.ROOT))),
            Map.entry("islower", (text, arguments) -> isCased(text, text.toLowerCase(Locale.ROOT))));

    private StringMethods() {}

    /** A method with its text still to come. */
    private interface Method {
        Object call(String text, Arguments arguments);
    }

    static Optional<Callable> of(String text, String name) {
        return Optional.ofNullable(METHODS.get(name)).map(method -> arguments -> method.call(text, arguments));
    }

    static String joined(Object items, String separator, Work work) {
        List<String> texts =
                Sequences.items(items).stream().map(PythonText::str).toList();
        texts.forEach(text -> work.make(text.length() + separator.length()));
        return String.join(separator, texts);
    }

    static String capitalized(String text) {
        int end = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
        return text.substring(0, end).toUpperCase(Locale.ROOT)
                + text.substring(end).toLowerCase(Locale.ROOT);
    }

    static List<Object> lines(String text, boolean keepEnds) {
        List<Object> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            if (LINE_ENDS.indexOf(text.charAt(i)) >= 0) {
                int end = text.startsWith("\r\n", i) ? i + 2 : i + 1;
                lines.add(text.substring(begin, keepEnds ? end : i));
                begin = end;
                i = end - 1;
            }
        }
        if (begin < text.length()) {
            lines.add(text.substring(begin));
        }
        return lines;
    }

    static String replaced(String text, Arguments arguments) {
        String old = arguments.text(0, "old");
        String with = arguments.text(1, "new");
        Object most = arguments.value(2, "count", None.NONE);
        long left = most instanceof Long limit && limit >= 0 ? limit : Long.MAX_VALUE;
        Output out = new Output(arguments.work());
        int from = 0;
        for (; left > 0; left--) {
            int at = text.indexOf(old, from);
            if (at < 0 || (old.isEmpty() && at >= text.length())) {
                break;
            }
            out.write(text.substring(from, at) + with);
            from = at + old.length();
            if (old.isEmpty()) {
                out.write(text.substring(from, from + 1));
                from++;
            }
        }
        out.write(text.substring(from) + (old.isEmpty() && left > 0 ? with : ""));
        return out.text();
    }

    static String stripped(String text, Arguments arguments, boolean start, boolean end) {
        Object characters = arguments.value(0, "chars", None.NONE);
        IntPredicate goes = characters == None.NONE
                ? PythonText::isSpace
                : point -> arguments.text(0, "chars").indexOf(point) >= 0;
        int from = 0;
        int to = text.length();
        while (start && from < to && goes.test(text.codePointAt(from))) {
            from = text.offsetByCodePoints(from, 1);
        }
        while (end && from < to && goes.test(text.codePointBefore(to))) {
            to = text.offsetByCodePoints(to, -1);
        }
        return text.substring(from, to);
    }

    private static boolean anyOf(Object wanted, java.util.function.Predicate<String> test) {
        if (wanted instanceof Tuple several) {
            return several.stream().anyMatch(each -> each instanceof String text && test.test(text));
        }
        if (wanted instanceof String text) {
            return test.test(text);
        }
        throw TemplateFailure.of("startswith and endswith need a str, not %s", PythonText.type(wanted));
    }

    private static Object parted(String text, Arguments arguments, boolean first) {
        String separator = arguments.text(0, "sep");
        int at = first ? text.indexOf(separator) : text.lastIndexOf(separator);
        if (at < 0) {
            return first ? Tuple.of(text, "", "") : Tuple.of("", "", text);
        }
        return Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    private static Object place(String text, int index) {
        return (long) (index < 0 ? -1 : text.codePointCount(0, index));
    }

    private static Object present(Object place) {
        if (place.equals(-1L)) {
            throw TemplateFailure.of("substring not found");
        }
        return place;
    }

    private static int count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static String filled(String text, String with, Arguments arguments) {
        long missing = Math.max(0, arguments.integer(0, "width", 0) - Sequences.length(text));
        arguments.work().make(missing + text.length());
        return String.join("", Collections.nCopies((int) missing, with)) + text;
    }

    private static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    private static boolean isCased(String text, String cased) {
        return text.equals(cased)
                && text.codePoints().anyMatch(point -> Character.isUpperCase(point) || Character.isLowerCase(point));
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            title.appendCodePoint(inWord ? Character.toLowerCase(point) : Character.toTitleCase(point));
            inWord = Character.isLetter(point);
        }
        return title.toString();
    }
}

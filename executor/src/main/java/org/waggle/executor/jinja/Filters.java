package org.waggle.executor.jinja;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jinja's filters, by name. */
final class Filters {
    private static final Pattern TITLE_WORD = Pattern.compile("([-\\s({\\[<]*)([^-\\s({\\[<]+)");
    static final Named<Filter> ALL = SequenceFilters.addTo(new Named<>("filter"))
            .add("tojson", JsonText::of)
            .add("string safe", (value, arguments) -> PythonText.str(value))
            .add("upper", (value, arguments) -> PythonText.str(value).toUpperCase(Locale.ROOT))
            .add("lower", (value, arguments) -> PythonText.str(value).toLowerCase(Locale.ROOT))
            .add("capitalize", (value, arguments) -> StringMethods.capitalized(PythonText.str(value)))
            .add("title", (value, arguments) -> title(PythonText.str(value)))
            .add("trim", (value, arguments) -> StringMethods.stripped(PythonText.str(value), arguments, true, true))
            .add("replace", (value, arguments) -> StringMethods.replaced(PythonText.str(value), arguments))
            .add("indent", (value, arguments) -> indented(PythonText.str(value), arguments))
            .add("escape e", (value, arguments) -> escaped(PythonText.str(value)))
            .add(
                    "format",
                    (value, arguments) ->
                            PercentFormat.of(PythonText.str(value), arguments.positional(), arguments.work()))
            .add("wordcount", (value, arguments) ->
                    (long) Split.forwards(PythonText.str(value), arguments).size())
            .add("default d", Filters::orElse)
            .add("attr", (value, arguments) -> Attributes.named(value, arguments.text(0, "name")))
            .add("int", (value, arguments) -> integer(value, arguments.value(0, "default", 0L)))
            .add("float", (value, arguments) -> number(value, arguments.value(0, "default", 0.0)))
            .add("round", (value, arguments) -> rounded(value, arguments))
            .add("abs", (value, arguments) -> absolute(value));

    private Filters() {}

    /** What a filter makes of a value. */
    @FunctionalInterface
    interface Filter {
        Object apply(Object value, Arguments arguments);
    }

    private static Object orElse(Object value, Arguments arguments) {
        boolean missing = value instanceof Undefined || (arguments.flag(1, "boolean") && !Truth.of(value));
        return missing ? arguments.value(0, "default_value", "") : value;
    }

    private static String title(String text) {
        Matcher word = TITLE_WORD.matcher(text);
        return word.replaceAll(
                found -> Matcher.quoteReplacement(found.group(1) + StringMethods.capitalized(found.group(2))));
    }

    private static String indented(String text, Arguments arguments) {
        Object width = arguments.value(0, "width", 4L);
        String margin = width instanceof String given
                ? given
                : " ".repeat(Math.max(0, Math.min(1000, arguments.integer(0, "width", 4))));
        boolean first = arguments.flag(1, "first");
        boolean blank = arguments.flag(2, "blank");
        List<Object> lines = StringMethods.lines(text + "\n", false);
        Output out = new Output(arguments.work());
        for (int i = 0; i < lines.size(); i++) {
            String line = (String) lines.get(i);
            out.write(i == 0 ? "" : "\n");
            out.write((i == 0 ? first : blank || !line.isEmpty()) ? margin + line : line);
        }
        return out.text();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    private static Object integer(Object value, Object otherwise) {
        Object number = number(value, otherwise);
        return number instanceof Double real && !real.isNaN() && !real.isInfinite()
                ? (Object) real.longValue()
                : number;
    }

    private static Object number(Object value, Object otherwise) {
        if (Truth.isNumber(value)) {
            return Arithmetic.number(value).doubleValue();
        }
        try {
            return value instanceof String text
                    ? (Object) Double.parseDouble(PythonText.strip(text).replace("_", ""))
                    : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static Object rounded(Object value, Arguments arguments) {
        if (!Truth.isNumber(value)) {
            throw TemplateFailure.of("round needs a number, not %s", PythonText.type(value));
        }
        String method = arguments.text(1, "method", "common");
        if (value instanceof Long && method.equals("common")) {
            return value;
        }
        double scale = Math.pow(10, arguments.integer(0, "precision", 0));
        double scaled = Arithmetic.number(value).doubleValue() * scale;
        return switch (method) {
            case "ceil" -> Math.ceil(scaled) / scale;
            case "floor" -> Math.floor(scaled) / scale;
            default -> Math.rint(scaled) / scale;
        };
    }

    private static Object absolute(Object value) {
        return value instanceof Double number
                ? (Object) Math.abs(number)
                : Truth.compare(value, 0L) < 0 ? Arithmetic.negative(value) : value;
    }
}

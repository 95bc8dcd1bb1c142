package org.waggle.executor.jinja;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code '%s of %d' % (a, b)}. */
final class PercentFormat {
    private static final Pattern PLACE = Pattern.compile("%([-0+ ]*)([0-9]{0,4})(\\.[0-9]{1,2})?([sdifrxX%])");

    private PercentFormat() {}

    static String of(String format, List<?> values, Work work) {
        Matcher matcher = PLACE.matcher(format);
        StringBuilder text = new StringBuilder();
        int next = 0;
        while (matcher.find()) {
            String shown = "%";
            if (!matcher.group(4).equals("%")) {
                if (next == values.size()) {
                    throw TemplateFailure.of("not enough values for '%s'", format);
                }
                shown = shown(matcher, values.get(next++));
            }
            work.make(shown.length());
            matcher.appendReplacement(text, Matcher.quoteReplacement(shown));
        }
        if (next < values.size()) {
            throw TemplateFailure.of("too many values for '%s'", format);
        }
        return matcher.appendTail(text).toString();
    }

    private static String shown(Matcher place, Object value) {
        String kind = place.group(4);
        String width = place.group(1) + place.group(2);
        String precision = place.group(3) == null ? "" : place.group(3);
        if (kind.equals("s") || kind.equals("r")) {
            String text = kind.equals("s") ? PythonText.str(value) : PythonText.repr(value);
            return format("%" + width.replace("0", "") + precision + "s", text);
        }
        if (!Truth.isNumber(value)) {
            throw TemplateFailure.of("%%%s needs a number, not %s", kind, PythonText.type(value));
        }
        Number number = Arithmetic.number(value);
        return kind.equals("f")
                ? format("%" + width + (precision.isEmpty() ? ".6" : precision) + "f", number.doubleValue())
                : format("%" + width + (kind.equals("i") ? "d" : kind), number.longValue());
    }

    private static String format(String format, Object value) {
        try {
            return String.format(Locale.ROOT, format, value);
        } catch (IllegalArgumentException e) {
            throw TemplateFailure.of("no such format: %s", format);
        }
    }
}

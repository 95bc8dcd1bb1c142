package org.waggle.executor.jinja;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Dates as C's {@code strftime} writes them. */
final class DateText {
    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('Y', "uuuu"),
            Map.entry('y', "uu"),
            Map.entry('m', "MM"),
            Map.entry('B', "MMMM"),
            Map.entry('b', "MMM"),
            Map.entry('h', "MMM"),
            Map.entry('d', "dd"),
            Map.entry('e', "ppd"),
            Map.entry('j', "DDD"),
            Map.entry('A', "EEEE"),
            Map.entry('a', "EEE"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('p', "a"),
            Map.entry('F', "uuuu-MM-dd"),
            Map.entry('T', "HH:mm:ss"),
            Map.entry('D', "MM/dd/uu"));

    private static final int LONGEST = 1_000;

    private DateText() {}

    static String of(LocalDateTime time, String format) {
        if (format.length() > LONGEST) {
            throw TemplateFailure.of("a date format of %d characters (must be <= %d)", format.length(), LONGEST);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                text.append(format.charAt(i));
                continue;
            }
            boolean plain = format.startsWith("%-", i);
            i += plain ? 2 : 1;
            String part = part(time, i < format.length() ? format.charAt(i) : ' ', format);
            text.append(plain ? part.replaceFirst("^0+(?=.)", "") : part);
        }
        return text.toString();
    }

    private static String part(LocalDateTime time, char code, String format) {
        if (code == '%') {
            return "%";
        }
        String pattern = PATTERNS.get(code);
        if (pattern == null) {
            throw TemplateFailure.of("no such date format: %s", format);
        }
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}

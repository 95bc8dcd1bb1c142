package org.waggle.executor.jinja;

/**
 * A string as it stands in a template, with Python's escapes.
 *
 * @param value the characters that it stands for
 * @param end where the template goes on
 */
record StringLiteral(String value, int end) {
    private static final String SIMPLE = "\\'\"abfnrtv";
    private static final String MEANT = "\\'\"\u0007\b\f\n\r\t\u000b";

    static StringLiteral read(String source, int begin, int line) {
        StringBuilder value = new StringBuilder();
        char quote = source.charAt(begin);
        int at = begin + 1;
        while (at < source.length() && source.charAt(at) != quote) {
            if (source.charAt(at) == '\\' && at + 1 < source.length()) {
                at = escape(source, at + 1, value, line);
            } else {
                value.append(source.charAt(at++));
            }
        }
        if (at >= source.length()) {
            throw TemplateFailure.of("line %d: a string that does not end", line);
        }
        return new StringLiteral(value.toString(), at + 1);
    }

    /** Appends what the escape at a place after its backslash means, and returns where the string goes on. */
    private static int escape(String source, int at, StringBuilder value, int line) {
        char kind = source.charAt(at);
        int simple = SIMPLE.indexOf(kind);
        if (simple >= 0) {
            value.append(MEANT.charAt(simple));
            return at + 1;
        }
        return switch (kind) {
            case '\n' -> at + 1;
            case 'x' -> code(source, at + 1, at + 3, value, line);
            case 'u' -> code(source, at + 1, at + 5, value, line);
            case 'U' -> code(source, at + 1, at + 9, value, line);
            default -> {
                value.append('\\').append(kind);
                yield at + 1;
            }
        };
    }

    private static int code(String source, int from, int to, StringBuilder value, int line) {
        try {
            value.appendCodePoint(Integer.parseInt(source.substring(from, to), 16));
            return to;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw TemplateFailure.of("line %d: a string with a damaged escape", line);
        }
    }
}

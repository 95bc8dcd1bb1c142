package org.waggle.driver.chart;

/** Text that becomes part of a page. */
public final class Markup {
    private Markup() {}

    /** The text with everything replaced that HTML could take for markup, in content and in quoted attributes. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(escaped, point));
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int point) {
        switch (point) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            case '\n', '\t' -> escaped.appendCodePoint(point);
            default -> escaped.appendCodePoint(isAllowed(point) ? point : 0xFFFD);
        }
    }

    /** Control characters and lone surrogates, which models do emit, would make the page invalid. */
    private static boolean isAllowed(int point) {
        return !Character.isISOControl(point) && (point < 0xD800 || point > 0xDFFF);
    }
}

package org.waggle.driver.chart;

/** A whole HTML page in one file: no script, no font, no picture from elsewhere. It is well-formed XML too. */
public final class Page {
    private Page() {}

    /**
     * The page.
     *
     * @param title plain text
     * @param body HTML; what it quotes is escaped already
     */
    public static String of(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(Markup.escape(title), ChartStyle.css(), body);
    }

    /** A block that is closed until it is clicked on. */
    public static String collapsed(String summary, String preformatted) {
        return "<details><summary>%s</summary><pre>%s</pre></details>\n"
                .formatted(Markup.escape(summary), Markup.escape(preformatted));
    }

    /**
     * One fact for the head of a page.
     *
     * @param name what it is
     * @param value its value
     * @param note a smaller line below; may be empty
     */
    public static String fact(String name, String value, String note) {
        String small = note.isEmpty() ? "" : "<small>" + Markup.escape(note) + "</small>";
        return "<div><dt>%s</dt><dd>%s%s</dd></div>\n".formatted(Markup.escape(name), Markup.escape(value), small);
    }
}

package org.waggle.driver.chart;

import java.util.Locale;

/** Writes the elements that charts are made of; looks come from the page's style by class. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    void open(int width, int height, String label) {
        add(
                "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                width, height, Markup.escape(label));
    }

    void line(String look, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", look, x1, y1, x2, y2);
    }

    void path(String look, String data) {
        if (!data.isEmpty()) {
            add("<path class=\"%s\" d=\"%s\"/>\n", look, data);
        }
    }

    void dot(String look, double x, double y) {
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>\n", look, x, y);
    }

    void words(String look, double x, double y, String words) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", look, x, y, Markup.escape(words));
    }

    void upwards(double x, double y, String words) {
        add(
                "<text class=\"name\" transform=\"translate(%.1f %.1f) rotate(-90)\">%s</text>\n",
                x, y, Markup.escape(words));
    }

    /** An invisible area that tells its words when the pointer is over it. */
    void tip(double x, double y, double width, double height, String words) {
        add(
                "<rect class=\"tip\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>\n",
                x, y, width, height, Markup.escape(words));
    }

    String close() {
        return text.append("</svg>\n").toString();
    }

    private void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments));
    }
}

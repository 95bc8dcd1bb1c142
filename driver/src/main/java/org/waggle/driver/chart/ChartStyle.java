package org.waggle.driver.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** How pages with charts look, in light and dark, on a screen and a phone, without a network. */
public final class ChartStyle {
    private ChartStyle() {}

    /** The style sheet, to be put into the page itself. */
    public static String css() {
        try (InputStream in = Objects.requireNonNull(ChartStyle.class.getResourceAsStream("style.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.waggle.common.failure;

import java.util.regex.Pattern;

/** What others say within a message of ours, which is one line. */
public final class OneLine {
    private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

    private OneLine() {}

    /** The text with a space for each line break. */
    public static String of(Object text) {
        return BREAKS.matcher(String.valueOf(text)).replaceAll(" ");
    }
}

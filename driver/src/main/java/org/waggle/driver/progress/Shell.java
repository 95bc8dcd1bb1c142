package org.waggle.driver.progress;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands as a person can paste them into a shell. */
public final class Shell {
    private Shell() {}

    /** A command line of words, each quoted if it must be. */
    public static String line(Stream<String> words) {
        return words.map(Shell::quoted).collect(Collectors.joining(" "));
    }

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

package org.waggle.executor.reward;

import java.util.Optional;

/** What a completion puts between {@code <answer>} and {@code </answer>}. */
public final class AnswerTag {
    private static final String OPEN = "<answer>";
    private static final String CLOSE = "</answer>";

    private AnswerTag() {}

    /** The text of the last answer that is closed; empty if there is none. */
    public static Optional<String> last(String text) {
        Optional<String> last = Optional.empty();
        int open = text.indexOf(OPEN);
        while (open >= 0) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                break;
            }
            last = Optional.of(text.substring(open + OPEN.length(), close));
            open = text.indexOf(OPEN, close);
        }
        return last;
    }
}

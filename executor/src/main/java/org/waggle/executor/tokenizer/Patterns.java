package org.waggle.executor.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import org.waggle.common.failure.RunException;

/** The regular expressions of a {@code tokenizer.json}, which a native library compiles by recursion. */
final class Patterns {
    /** Far above what tokenizers have, far below what overflows the stack of a thread and ends the process. */
    private static final int DEEPEST = 200;

    private Patterns() {}

    /**
     * Refuses rules with a regular expression that nests too deep.
     *
     * @throws RunException if there is one
     */
    static void check(JsonNode rules) {
        for (String pattern : rules.findValuesAsText("Regex")) {
            int depth = depth(pattern);
            if (depth > DEEPEST) {
                throw RunException.input(
                        "Invalid %s: a regular expression opens %d brackets in one another (must be <= %d)",
                        Tokenizer.RULES_FILE, depth, DEEPEST);
            }
        }
    }

    /** The most brackets that are open at once, if those count too that are meant as they are. */
    private static int depth(String pattern) {
        int open = 0;
        int most = 0;
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '(', '[' -> most = Math.max(most, ++open);
                case ')', ']' -> open = Math.max(0, open - 1);
                default -> {}
            }
        }
        return most;
    }
}

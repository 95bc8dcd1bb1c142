package org.waggle.executor.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import org.waggle.common.failure.RunException;

/**
 * What of a {@code tokenizer.json} would end the process in the native library that works by it, or take all memory,
 * and has to be refused before.
 */
final class Patterns {
    /** Far above what tokenizers have, far below what overflows the stack of a thread and ends the process. */
    private static final int DEEPEST = 200;

    /** Most characters that all replacements together may make of one; those of known tokenizers make one. */
    private static final long MOST_GROWTH = 64;

    private Patterns() {}

    /**
     * Refuses rules that the library fails on.
     *
     * @throws RunException if a regular expression nests too deep or repeats what can match in several ways, a
     *     replacement is of nothing or makes too much of a text, or a normalizer has a precompiled table
     */
    static void check(JsonNode rules) {
        for (String pattern : rules.findValuesAsText("Regex")) {
            int depth = depth(pattern);
            if (depth > DEEPEST) {
                throw RunException.input(
                        "Invalid %s: a regular expression opens %d brackets in one another (must be <= %d)",
                        Tokenizer.RULES_FILE, depth, DEEPEST);
            }
            if (AmbiguousRepetition.isIn(pattern)) {
                throw RunException.input(
                        "Invalid %s: regular expression '%s' repeats a group that matches in several ways (must not: some texts would take it for ever)",
                        Tokenizer.RULES_FILE, pattern);
            }
        }
        checkReplacements(rules);
    }

    private static void checkReplacements(JsonNode rules) {
        long growth = 1;
        for (JsonNode normalizer : rules.path("normalizer").findParents("type")) {
            String type = normalizer.path("type").asText();
            if (type.equals("Precompiled")) {
                throw RunException.input(
                        "Unsupported normalizer: Precompiled in %s (supported: all without a table)",
                        Tokenizer.RULES_FILE);
            }
            if (type.equals("Replace")) {
                growth = Math.min(Integer.MAX_VALUE, growth * Math.max(1, replacement(normalizer)));
            }
        }
        if (growth > MOST_GROWTH) {
            throw RunException.input(
                    "Invalid %s: its normalizers may make %d characters of one (must be <= %d)",
                    Tokenizer.RULES_FILE, growth, MOST_GROWTH);
        }
    }

    private static int replacement(JsonNode normalizer) {
        JsonNode pattern = normalizer.path("pattern");
        if (pattern.path("String").asText("-").isEmpty()
                || pattern.path("Regex").asText("-").isEmpty()) {
            throw RunException.input(
                    "Invalid %s: a normalizer replaces an empty pattern (must have characters)", Tokenizer.RULES_FILE);
        }
        return normalizer.path("content").asText().length();
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

package org.waggle.executor.sampler;

import java.util.Arrays;
import java.util.List;
import org.waggle.common.spi.DecodingSession;

/**
 * Texts that end a completion, as vLLM has them: it ends with the token that makes one whole, and its text is cut
 * before the first of them.
 *
 * @param texts the texts, none empty
 */
record StopStrings(List<String> texts) {
    /** As many bytes as a UTF-16 unit can have in UTF-8; a token that isn't special has at least one. */
    private static final int BYTES = 3;

    /** True if the last of some tokens made a text whole. */
    boolean end(int[] tokens, int length, DecodingSession session) {
        int window = BYTES * texts.stream().mapToInt(String::length).max().orElse(0) + 1;
        return !texts.isEmpty()
                && isIn(session.text(Arrays.copyOfRange(tokens, Math.max(0, length - window), length)))
                && isIn(session.text(Arrays.copyOf(tokens, length)));
    }

    boolean isIn(String text) {
        return texts.stream().anyMatch(text::contains);
    }

    /** A text up to the first of these. */
    String cut(String text) {
        return text.substring(
                0,
                texts.stream()
                        .mapToInt(text::indexOf)
                        .filter(place -> place >= 0)
                        .min()
                        .orElse(text.length()));
    }
}

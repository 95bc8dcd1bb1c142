package org.waggle.executor.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which regular expressions of tokenizers are refused. */
class AmbiguousRepetitionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(?:a|aa)+$",
                "(?:a?)*$",
                "(?:a?a?)*",
                "(?:a{1,2})+$",
                "(?:a|aa){1,99}$",
                "(a+){50}$",
                "(?:x{2,}[+)])*y",
                "((?:a|b)+)*",
                "(?i:a|A)+",
                "(?:\\s|\\p{L})+",
                "(?:a?b|b)+",
                "(?<x>[ab]+)*",
                "(?:a+?)+"
            })
    void whatMayGoOnForEverIsFound(String pattern) {
        assertThat(AmbiguousRepetition.isIn(pattern)).isTrue();
    }

    @Test
    void longPatternsAreLookedThroughOnce() {
        assertThat(AmbiguousRepetition.isIn("{" + "1".repeat(1_000_000))).isFalse();
        assertThat(AmbiguousRepetition.isIn("\\p{".repeat(300_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}]*[\\p{Ll}\\p{Lo}]+(?i:'s|'t)?|\\p{N}{1,3}| ?[^\\s]+[\\r\\n/]*",
                "(?:\\r?\\n)+(?!\\r?\\n)",
                "(?=(\\d{3})+(?!\\d))",
                "(?:a|b)+",
                "(?:[+*(?]|x)",
                "[(]a+[)]+",
                "\\(a+\\)+",
                "(a+)?b",
                "(a|aa){2}"
            })
    void whatPublishedTokenizersHaveIsNot(String pattern) {
        assertThat(AmbiguousRepetition.isIn(pattern)).isFalse();
    }
}

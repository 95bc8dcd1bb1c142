package org.waggle.executor.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.common.failure.RunException;

/** Text to ids and back. */
class TokenizerTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void idsAndTextsAreThoseOfTransformers() throws IOException {
        JsonNode cases = JSON.readTree(
                        GOLDEN.resolve("tokenizer-llama-tied.json").toFile())
                .get(0)
                .get("cases");
        try (Tokenizer tokenizer = Tokenizer.open(GOLDEN.resolve("models/llama-tied"))) {
            for (JsonNode row : cases) {
                int[] ids = JSON.convertValue(row.get("ids"), int[].class);
                assertThat(tokenizer.encode(row.get("text").asText())).isEqualTo(ids);
                assertThat(tokenizer.decode(ids))
                        .isEqualTo(row.get("decoded_without_special").asText());
            }
            assertThat(tokenizer.endOfSequence()).isEqualTo(2);
            assertThat(tokenizer.padding()).isZero();
        }
    }

    @Test
    void charactersAreTokens(@TempDir Path folder) throws IOException {
        CharacterTokenizer files = new CharacterTokenizer("0123456789+-*=\n é");
        Files.writeString(folder.resolve(Tokenizer.RULES_FILE), files.rules());
        Files.writeString(folder.resolve(Tokenizer.CONFIG_FILE), files.config(64));
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(files.vocabulary()).isEqualTo(19);
            assertThat(tokenizer.encode("47+85=\n é")).containsExactly(6, 9, 12, 10, 7, 15, 16, 17, 18);
            assertThat(tokenizer.decode(new int[] {6, 9, 12, 10, 7, 15, 16, 17, 18, 1, 0}))
                    .isEqualTo("47+85=\n é");
            assertThat(tokenizer.encode("")).isEmpty();
            assertThat(tokenizer.padding()).isZero();
            assertThat(tokenizer.endOfSequence()).isEqualTo(1);
        }
    }

    @Test
    void aCharacterOutsideOfTheAlphabetIsNamed() {
        CharacterTokenizer files = new CharacterTokenizer("0123456789+=");
        try (Tokenizer tokenizer = Tokenizer.of(files.rules(), files.config(64))) {
            assertThatThrownBy(() -> tokenizer.encode("4 + 5"))
                    .isInstanceOf(RunException.class)
                    .hasMessage("Cannot encode '4 + 5': character ' ' (U+0020) (the tokenizer's vocabulary lacks it)");
        }
    }

    @Test
    void anAlphabetWithARepeatedCharacterIsRefused() {
        assertThatThrownBy(() -> new CharacterTokenizer("0120"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid alphabet: 0120 (characters must differ)");
    }

    @Test
    void aRegularExpressionThatWouldOverflowTheStackIsRefused() throws IOException {
        CharacterTokenizer files = new CharacterTokenizer("01");
        ObjectNode rules = (ObjectNode) JSON.readTree(files.rules());
        ObjectNode split = rules.putObject("pre_tokenizer").put("type", "Split");
        split.put("behavior", "Isolated").put("invert", false);
        split.putObject("pattern").put("Regex", "\\[" + "[".repeat(3000));
        assertThatThrownBy(() -> Tokenizer.of(rules.toString(), files.config(64)))
                .isInstanceOf(RunException.class)
                .hasMessage("Invalid tokenizer.json: a regular expression opens 3000 brackets in one another"
                        + " (must be <= 200)");
        split.putObject("pattern").put("Regex", "\\[" + "(?:".repeat(200) + "1" + ")".repeat(200) + "|(0)".repeat(300));
        try (Tokenizer tokenizer = Tokenizer.of(rules.toString(), files.config(64))) {
            assertThat(tokenizer.encode("0")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {"type": "Replace", "pattern": {"Regex": "(a+)+$"}, "content": "b"} ~ regular expression '(a+)+$' repeats
            {"type": "Replace", "pattern": {"Regex": "(?:a|aa)+$"}, "content": "b"} ~ repeats a group that matches
            {"type": "Replace", "pattern": {"Regex": "(?:a?)*$"}, "content": "b"} ~ repeats a group that matches
            {"type": "Replace", "pattern": {"Regex": "(?:x{2,}[+)])*y"}, "content": "b"} ~ repeats a group that matches
            {"type": "Replace", "pattern": {"Regex": ""}, "content": "b"} ~ replaces an empty pattern
            {"type": "Replace", "pattern": {"String": ""}, "content": "b"} ~ replaces an empty pattern
            {"type": "Replace", "pattern": {"String": "a"}, "content": "0123456789"} ~ make 100 characters of one
            {"type": "Precompiled", "precompiled_charsmap": "AAAA"} ~ Unsupported normalizer: Precompiled
            """)
    void aNormalizerThatWouldEndTheProcessIsRefused(String normalizer, String message) throws IOException {
        CharacterTokenizer files = new CharacterTokenizer("01");
        ObjectNode rules = (ObjectNode) JSON.readTree(files.rules());
        ArrayNode normalizers =
                rules.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
        normalizers.add(JSON.readTree(normalizer)).add(JSON.readTree(normalizer));
        assertThatThrownBy(() -> Tokenizer.of(rules.toString(), files.config(64)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[^\\r\\n]?[\\p{L}\\p{M}]+(?i:'s|'t)?|\\p{N}{1,3}| ?[^\\s]+[\\r\\n/]*|\\s+(?!\\S)",
                "(?=(\\d{3})+(?!\\d))",
                "[(+]+[)*]*"
            })
    void patternsOfPublicTokenizersAreTaken(String pattern) throws IOException {
        CharacterTokenizer files = new CharacterTokenizer("01");
        ObjectNode rules = (ObjectNode) JSON.readTree(files.rules());
        ObjectNode split = rules.putObject("pre_tokenizer").put("type", "Split");
        split.put("behavior", "Isolated")
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", pattern);
        try (Tokenizer tokenizer = Tokenizer.of(rules.toString(), files.config(64))) {
            assertThat(tokenizer.encode("0")).hasSize(1);
        }
    }

    @Test
    void missingFilesDamagedFilesAndAMissingEndAreNamed(@TempDir Path folder) {
        String rules = new CharacterTokenizer("01").rules();
        assertThatThrownBy(() -> Tokenizer.open(folder))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("Cannot read " + folder.resolve("tokenizer.json"))
                .hasMessageContaining("NoSuchFileException");
        assertThatThrownBy(() -> Tokenizer.of("{}", "{\"eos_token\": \"<eos>\"}"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("Missing value: eos_token");
        assertThatThrownBy(() -> Tokenizer.of(rules.replace("WordLevel", "Wordless"), "{\"eos_token\": \"<eos>\"}"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("Cannot read tokenizer.json: ");
        assertThatThrownBy(() -> Tokenizer.of(rules, "{"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("Cannot read tokenizer_config.json: not JSON");
    }
}

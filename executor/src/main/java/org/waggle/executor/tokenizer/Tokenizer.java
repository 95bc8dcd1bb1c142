package org.waggle.executor.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.waggle.common.failure.RunException;

/**
 * A Hugging Face tokenizer, as {@code tokenizer.json} and {@code tokenizer_config.json} describe it. Safe for use by
 * any number of threads. Its native memory is freed by closing it, or when nobody can reach it any more.
 */
public final class Tokenizer implements AutoCloseable {
    /** Name of the file with vocabulary and rules. */
    public static final String RULES_FILE = "tokenizer.json";

    /** Name of the file that says which tokens are special. */
    public static final String CONFIG_FILE = "tokenizer_config.json";

    /** Name of the file that says how a model generates. */
    public static final String GENERATION_FILE = "generation_config.json";

    private static final Map<String, String> AS_IS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    static {
        // DJL reports its use to its makers unless told not to.
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private static final Cleaner CLEANER = Cleaner.create();

    private final HuggingFaceTokenizer tokenizer;
    private final Cleaner.Cleanable memory;
    private final int endOfSequence;
    private final Set<Integer> ends;
    private final int padding;

    private Tokenizer(HuggingFaceTokenizer tokenizer, int endOfSequence, Set<Integer> ends, int padding) {
        this.tokenizer = tokenizer;
        this.memory = CLEANER.register(this, tokenizer::close);
        this.endOfSequence = endOfSequence;
        this.ends = ends;
        this.padding = padding;
    }

    /**
     * Opens a folder's tokenizer.
     *
     * @throws RunException if a file is missing or damaged, or names no end-of-sequence token
     */
    public static Tokenizer open(Path folder) {
        return of(read(folder.resolve(RULES_FILE)), read(folder.resolve(CONFIG_FILE)));
    }

    /** Opens a tokenizer whose sequences end with its end-of-sequence token alone. */
    public static Tokenizer of(String rules, String config) {
        return of(rules, config, "{}");
    }

    /**
     * Opens a tokenizer.
     *
     * @param rules content of {@code tokenizer.json}
     * @param config content of {@code tokenizer_config.json}
     * @param generation content of {@code generation_config.json}, which may name further tokens that end a sequence
     * @throws RunException if one is damaged, or names no end-of-sequence token
     */
    public static Tokenizer of(String rules, String config, String generation) {
        JsonNode ruleTree = Json.tree(rules, RULES_FILE);
        Patterns.check(ruleTree);
        JsonNode configTree = Json.tree(config, CONFIG_FILE);
        int end = special(ruleTree, configTree, "eos_token")
                .orElseThrow(() ->
                        RunException.input("Missing value: eos_token in %s, or its id in %s", CONFIG_FILE, RULES_FILE));
        int padding = special(ruleTree, configTree, "pad_token").orElse(end);
        return new Tokenizer(load(rules), end, ends(end, Json.tree(generation, GENERATION_FILE)), padding);
    }

    private static Set<Integer> ends(int end, JsonNode generation) {
        Set<Integer> ends = new TreeSet<>(Set.of(end));
        JsonNode further = generation.path("eos_token_id");
        if (further.isInt()) {
            ends.add(further.intValue());
        }
        further.forEach(id -> ends.add(id.asInt()));
        return ends;
    }

    /**
     * Token ids of a text, without the special tokens that a model's template would add.
     *
     * @throws RunException if the text has a character that the vocabulary lacks
     */
    public int[] encode(String text) {
        return encode(text, false);
    }

    /**
     * Token ids of a text that stands alone, with the special tokens that the tokenizer's rules put around it, such as
     * a beginning of sequence; most have none.
     *
     * @throws RunException if the text has a character that the vocabulary lacks
     */
    public int[] encodeSequence(String text) {
        return encode(text, true);
    }

    private int[] encode(String text, boolean special) {
        try {
            return ids(text, special);
        } catch (RuntimeException e) {
            throw RunException.input(
                    "Cannot encode '%s': %s (the tokenizer's vocabulary lacks it)", text, unknown(text, e));
        }
    }

    /** Text of token ids, special tokens left out. */
    public String decode(int[] tokens) {
        try {
            return tokenizer.decode(Arrays.stream(tokens).asLongStream().toArray(), true);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Id of the token that ends a sequence. */
    public int endOfSequence() {
        return endOfSequence;
    }

    /** The tokens that end a sequence, in order. */
    public int[] ends() {
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    /** True if a token ends a sequence; beside {@link #endOfSequence} there may be others, such as an end of turn. */
    public boolean ends(int token) {
        return ends.contains(token);
    }

    /** Id of the token that fills up rows; that of the end of sequence if the tokenizer has none of its own. */
    public int padding() {
        return padding;
    }

    @Override
    public void close() {
        memory.clean();
    }

    private int[] ids(String text, boolean special) {
        try {
            return Arrays.stream(tokenizer.encode(text, special, false).getIds())
                    .mapToInt(Math::toIntExact)
                    .toArray();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private String unknown(String text, RuntimeException failure) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .filter(character -> !isKnown(character))
                .findFirst()
                .map(character -> "character '%s' (U+%04X)".formatted(character, character.codePointAt(0)))
                .orElse(String.valueOf(failure.getMessage()));
    }

    private boolean isKnown(String character) {
        try {
            return ids(character, false).length > 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static HuggingFaceTokenizer load(String rules) {
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(rules.getBytes(StandardCharsets.UTF_8)), AS_IS);
        } catch (IOException | RuntimeException e) {
            throw RunException.input(
                    "Cannot read %s: %s",
                    RULES_FILE, String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    /** The text of a special token, which a configuration gives as such or with its settings. */
    static Optional<String> content(JsonNode token) {
        JsonNode content = token.isObject() ? token.path("content") : token;
        return Optional.ofNullable(content.textValue());
    }

    private static OptionalInt special(JsonNode rules, JsonNode config, String key) {
        String content = content(config.path(key)).orElse("");
        for (JsonNode added : rules.path("added_tokens")) {
            if (added.path("content").asText().equals(content)) {
                return OptionalInt.of(added.path("id").asInt());
            }
        }
        JsonNode id = rules.path("model").path("vocab").path(content);
        return id.isInt() ? OptionalInt.of(id.intValue()) : OptionalInt.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw RunException.input("Cannot read %s: %s", file, e);
        }
    }
}

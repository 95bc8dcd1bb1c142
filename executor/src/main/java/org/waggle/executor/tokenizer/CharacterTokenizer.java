package org.waggle.executor.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.waggle.common.failure.Check;

/**
 * The files of a tokenizer whose tokens are single characters: padding is 0, end of sequence is 1, the alphabet's
 * characters follow in their order. Hugging Face transformers opens them too. A character outside of the alphabet is an
 * error, not an unknown token.
 */
public final class CharacterTokenizer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PADDING = "<pad>";
    private static final String END_OF_SEQUENCE = "<eos>";
    private static final List<String> SPECIAL = List.of(PADDING, END_OF_SEQUENCE);

    private final List<String> tokens;

    /**
     * A tokenizer of an alphabet.
     *
     * @param alphabet its characters (code points), each once
     */
    public CharacterTokenizer(String alphabet) {
        List<String> characters =
                alphabet.codePoints().mapToObj(Character::toString).toList();
        Check.that(!characters.isEmpty(), "alphabet", "''", "must have at least one character");
        Check.that(
                characters.stream().distinct().count() == characters.size(),
                "alphabet",
                alphabet,
                "characters must differ");
        tokens = Stream.concat(SPECIAL.stream(), characters.stream()).toList();
    }

    /** Number of token ids. */
    public int vocabulary() {
        return tokens.size();
    }

    /** Id of the token that ends a sequence. */
    public int endOfSequence() {
        return SPECIAL.indexOf(END_OF_SEQUENCE);
    }

    /** Id of the token that fills. */
    public int padding() {
        return SPECIAL.indexOf(PADDING);
    }

    /** Content of {@code tokenizer.json}. */
    public String rules() {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        addedTokens(root.putArray("added_tokens"));
        root.putNull("normalizer");
        ObjectNode split = root.putObject("pre_tokenizer");
        split.put("type", "Split").putObject("pattern").put("Regex", "[\\s\\S]");
        split.put("behavior", "Isolated").put("invert", false);
        root.putNull("post_processor");
        root.putObject("decoder").put("type", "Fuse");
        ObjectNode model = root.putObject("model");
        model.put("type", "WordLevel");
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(tokens.get(id), id);
        }
        // A name that the vocabulary lacks: so an unknown character fails instead of becoming a token.
        model.put("unk_token", "<unknown>");
        return root.toPrettyString() + "\n";
    }

    /**
     * Content of {@code tokenizer_config.json}.
     *
     * @param maxPositions longest sequence of the model in tokens
     */
    public String config(int maxPositions) {
        return JSON.createObjectNode()
                        .put("tokenizer_class", "PreTrainedTokenizerFast")
                        .put("pad_token", PADDING)
                        .put("eos_token", END_OF_SEQUENCE)
                        .put("clean_up_tokenization_spaces", false)
                        .put("model_max_length", maxPositions)
                        .toPrettyString()
                + "\n";
    }

    private static void addedTokens(ArrayNode array) {
        for (int id = 0; id < SPECIAL.size(); id++) {
            array.addObject()
                    .put("id", id)
                    .put("content", SPECIAL.get(id))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
    }
}

package org.waggle.executor.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.waggle.common.failure.RunException;

/**
 * {@code config.json} of Hugging Face transformers for {@link LlamaShape}: reads the style of transformers 4
 * ({@code rope_theta} and {@code rope_scaling} at the top) and of 5 ({@code rope_parameters}), and writes one that both
 * read. What the engine cannot compute is refused by name rather than computed wrongly.
 */
public final class LlamaConfig {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double DEFAULT_THETA = 10000;
    private static final double DEFAULT_EPSILON = 1e-6;

    private final JsonNode root;
    private final String where;

    private LlamaConfig(JsonNode root, String where) {
        this.root = root;
        this.where = where;
    }

    /**
     * Reads a shape.
     *
     * @param json content of {@code config.json}
     * @param where the file's path, for messages
     * @throws org.waggle.common.failure.RunException if a key is missing, damaged or asks for what the engine lacks
     */
    public static LlamaShape read(String json, String where) {
        try {
            return new LlamaConfig(JSON.readTree(json), where).shape();
        } catch (JsonProcessingException e) {
            throw RunException.input("Cannot read %s: not JSON (%s)", where, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw RunException.input("Cannot read %s: %s", where, String.valueOf(e.getMessage()));
        }
    }

    /** Writes a shape as transformers reads it, with the ids of the special tokens. */
    public static String write(LlamaShape shape, int endOfSequence, int padding) {
        ObjectNode config = JSON.createObjectNode();
        config.putArray("architectures").add("LlamaForCausalLM");
        config.put("model_type", "llama")
                .put("attention_bias", false)
                .put("attention_dropout", 0.0)
                .putNull("bos_token_id")
                .put("dtype", "float32")
                .put("torch_dtype", "float32")
                .put("eos_token_id", endOfSequence)
                .put("head_dim", shape.headSize())
                .put("hidden_act", "silu")
                .put("hidden_size", shape.hidden())
                .put("intermediate_size", shape.intermediate())
                .put("max_position_embeddings", shape.maxPositions())
                .put("mlp_bias", false)
                .put("num_attention_heads", shape.heads())
                .put("num_hidden_layers", shape.layers())
                .put("num_key_value_heads", shape.keyValueHeads())
                .put("pad_token_id", padding)
                .put("rms_norm_eps", shape.normEpsilon())
                .put("rope_theta", shape.ropeTheta())
                .put("tie_word_embeddings", shape.tiedEmbeddings())
                .put("use_cache", true)
                .put("vocab_size", shape.vocabulary());
        config.putObject("rope_parameters").put("rope_theta", shape.ropeTheta()).put("rope_type", "default");
        return config.toPrettyString() + "\n";
    }

    private LlamaShape shape() {
        refuseUnsupported();
        int hidden = required("hidden_size");
        int heads = required("num_attention_heads");
        return new LlamaShape(
                required("vocab_size"),
                hidden,
                required("intermediate_size"),
                required("num_hidden_layers"),
                heads,
                root.path("num_key_value_heads").asInt(heads),
                root.path("head_dim").asInt(hidden / Math.max(heads, 1)),
                required("max_position_embeddings"),
                theta(),
                root.path("rms_norm_eps").asDouble(DEFAULT_EPSILON),
                root.path("tie_word_embeddings").asBoolean(false));
    }

    private double theta() {
        double top = root.path("rope_theta").asDouble(DEFAULT_THETA);
        return root.path("rope_parameters").path("rope_theta").asDouble(top);
    }

    private void refuseUnsupported() {
        require("model_type", root.path("model_type").asText("missing"), "llama");
        require("hidden_act", root.path("hidden_act").asText("silu"), "silu");
        require("rope type", ropeType(), "default");
        require("attention_bias", root.path("attention_bias").asText("false"), "false");
        require("mlp_bias", root.path("mlp_bias").asText("false"), "false");
        require("partial_rotary_factor", root.path("partial_rotary_factor").asText("1.0"), "1.0");
        require("quantization_config", root.path("quantization_config").isObject() ? "present" : "absent", "absent");
    }

    private String ropeType() {
        for (String key : new String[] {"rope_parameters", "rope_scaling"}) {
            JsonNode rope = root.path(key);
            JsonNode type = rope.has("rope_type") ? rope.path("rope_type") : rope.path("type");
            if (type.isTextual()) {
                return type.asText().toLowerCase(Locale.ROOT);
            }
        }
        return "default";
    }

    private void require(String key, String value, String supported) {
        if (!value.equals(supported)) {
            throw RunException.input(
                    "Cannot read %s: unsupported %s: %s (supported: %s)", where, key, value, supported);
        }
    }

    private int required(String key) {
        JsonNode value = root.path(key);
        if (!value.isInt()) {
            throw RunException.input(
                    "Cannot read %s: %s is %s (must be a whole number)",
                    where, key, value.isMissingNode() ? "missing" : value);
        }
        return value.intValue();
    }
}

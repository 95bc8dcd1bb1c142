package org.waggle.executor.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.waggle.common.failure.RunException;

/**
 * {@code config.json} of Hugging Face transformers, in the style of version 4 or 5, for {@link DecoderShape}. What the
 * engine cannot compute is refused by name rather than computed wrongly.
 */
public final class ModelConfig {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double DEFAULT_EPSILON = 1e-6;
    private static final int DEFAULT_WINDOW_LAYERS = 28;
    private static final String FULL_ATTENTION = "full_attention";

    private final ConfigNode root;

    private ModelConfig(ConfigNode root) {
        this.root = root;
    }

    /**
     * Reads a shape.
     *
     * @param json content of {@code config.json}
     * @param where the file's path, for messages
     * @throws org.waggle.common.failure.RunException if a key is missing, damaged or asks for what the engine lacks
     */
    public static DecoderShape read(String json, String where) {
        try {
            return new ModelConfig(new ConfigNode(JSON.readTree(json), where)).shape();
        } catch (JsonProcessingException e) {
            throw RunException.input("Cannot read %s: not JSON (%s)", where, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw RunException.input("Cannot read %s: %s", where, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes the configuration of a plain Llama as transformers 4 and 5 read it.
     *
     * @param shape a shape with default rotary embeddings and none of the optional parameters
     * @param endOfSequence id of the token that ends a sequence
     * @param padding id of the token that fills
     */
    public static String write(DecoderShape shape, int endOfSequence, int padding) {
        double theta = shape.rotary().theta();
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
                .put("rope_theta", theta)
                .put("tie_word_embeddings", shape.tiedEmbeddings())
                .put("use_cache", true)
                .put("vocab_size", shape.vocabulary());
        config.putObject("rope_parameters").put("rope_theta", theta).put("rope_type", "default");
        return config.toPrettyString() + "\n";
    }

    /** The same configuration with another type of the weights; untouched where it says so already. */
    public static String withDtype(String json, String dtype) {
        try {
            ObjectNode config = (ObjectNode) JSON.readTree(json);
            // Transformers 4 reads one key, 5 the other.
            List<String> keys = List.of("dtype", "torch_dtype");
            if (keys.stream().allMatch(key -> config.path(key).asText(dtype).equals(dtype))) {
                return json;
            }
            keys.forEach(key -> config.put(key, dtype));
            return config.toPrettyString() + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid configuration: not JSON", e);
        }
    }

    private DecoderShape shape() {
        Architecture architecture = Architecture.of(root);
        refuseUnsupported();
        int hidden = root.whole("hidden_size");
        int heads = root.whole("num_attention_heads");
        return new DecoderShape(
                root.whole("vocab_size"),
                hidden,
                root.whole("intermediate_size"),
                root.whole("num_hidden_layers"),
                heads,
                root.whole("num_key_value_heads", heads),
                root.whole("head_dim", architecture.headSize(hidden, heads)),
                root.whole("max_position_embeddings"),
                RopeConfig.read(root),
                root.real("rms_norm_eps", DEFAULT_EPSILON),
                root.flag("tie_word_embeddings", false),
                architecture.optional(root));
    }

    private void refuseUnsupported() {
        String activation = root.text("hidden_act", "silu");
        if (!activation.equals("silu")) {
            throw root.unsupported("hidden_act", activation, "silu");
        }
        if (root.has("quantization_config")) {
            String method = root.child("quantization_config").text("quant_method", "present");
            throw root.unsupported("quantization_config", method, "weights that are not quantised");
        }
        refuseSlidingWindow();
    }

    private void refuseSlidingWindow() {
        for (String type : root.texts("layer_types")) {
            if (!type.equals(FULL_ATTENTION)) {
                throw root.unsupported("layer type", type, FULL_ATTENTION);
            }
        }
        boolean inUse = !root.has("layer_types")
                && root.flag("use_sliding_window", false)
                && root.has("sliding_window")
                && root.whole("max_window_layers", DEFAULT_WINDOW_LAYERS) < root.whole("num_hidden_layers");
        if (inUse) {
            throw root.unsupported("sliding_window", String.valueOf(root.whole("sliding_window")), "none");
        }
    }
}

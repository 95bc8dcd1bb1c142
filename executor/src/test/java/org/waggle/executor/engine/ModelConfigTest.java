package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.failure.RunException;

/** config.json of Hugging Face. */
class ModelConfigTest {
    private static final DecoderShape GOLDEN = new DecoderShape(408, 64, 128, 3, 4, 2, 16, 512, 10000, 1e-5, true);

    @Test
    void theStyleOfTransformersFiveIsRead() {
        assertThat(golden("llama-tied")).isEqualTo(GOLDEN);
    }

    @Test
    void theStyleOfTransformersFourIsRead() {
        String json = """
                {"model_type": "llama", "vocab_size": 9, "hidden_size": 8, "intermediate_size": 12,
                 "num_hidden_layers": 1, "num_attention_heads": 2, "max_position_embeddings": 64,
                 "rope_theta": 500000.0, "rope_scaling": null, "torch_dtype": "bfloat16"}
                """;
        assertThat(ModelConfig.read(json, "config.json"))
                .isEqualTo(new DecoderShape(9, 8, 12, 1, 2, 2, 4, 64, 500000, 1e-6, false));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        DecoderShape shape = new DecoderShape(16, 12, 10, 2, 4, 2, 6, 32, 5000, 1e-5, false);
        assertThat(ModelConfig.read(ModelConfig.write(shape, 1, 0), "config.json"))
                .isEqualTo(shape);
    }

    @Test
    void biasesAndStretchedRotaryEmbeddingsAreRead() {
        DecoderShape shape = golden("llama-untied-llama3-rope-biased");
        assertThat(shape.rotary()).isEqualTo(new RotaryEmbedding(500000, new RopeScaling.Llama3(8, 1, 4, 64)));
        assertThat(shape.optional())
                .containsExactlyInAnyOrder(
                        OptionalParameter.QUERY_KEY_VALUE_BIAS,
                        OptionalParameter.OUTPUT_BIAS,
                        OptionalParameter.GATE_UP_BIAS,
                        OptionalParameter.DOWN_BIAS);
        assertThat(golden("llama-linear-rope-wide-head").rotary())
                .isEqualTo(new RotaryEmbedding(10000, new RopeScaling.Linear(2)));
    }

    @Test
    void theFamiliesDifferInWhatTheyAlwaysHave() {
        assertThat(golden("qwen2").optional()).containsExactly(OptionalParameter.QUERY_KEY_VALUE_BIAS);
        assertThat(golden("qwen3").optional())
                .containsExactlyInAnyOrder(OptionalParameter.QUERY_NORM, OptionalParameter.KEY_NORM);
        assertThat(ModelConfig.read(json("qwen3").replace("\"head_dim\": 32,", ""), "config.json")
                        .headSize())
                .isEqualTo(128);
    }

    @Test
    void anotherDtypeLeavesTheOtherKeysAlone() {
        assertThat(ModelConfig.withDtype(json("qwen2"), "float32")).isEqualTo(json("qwen2"));
        String json = ModelConfig.withDtype("{\"torch_dtype\": \"bfloat16\", \"mine\": [1e-05, null]}", "float32");
        assertThat(json.replaceAll("\\s", ""))
                .isEqualTo("{\"torch_dtype\":\"float32\",\"mine\":[1.0E-5,null],\"dtype\":\"float32\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"llama\"|\"mistral\"|unsupported model_type: mistral (supported: llama, qwen2, qwen3)",
                "LlamaForCausalLM|LlamaForTokenClassification|unsupported architecture: LlamaForTokenClassification (supported: LlamaForCausalLM)",
                "\"hidden_act\": \"silu\"|\"hidden_act\": \"gelu\"|unsupported hidden_act: gelu (supported: silu)",
                "\"default\"|\"yarn\"|unsupported rope type: yarn (supported: default, linear, llama3)",
                "\"rope_theta\"|\"full_attention\": {}, \"rope_theta\"|unsupported key of the rotary embedding: full_attention (supported: the same for all layers)",
                "\"rope_theta\"|\"partial_rotary_factor\": 0.5, \"rope_theta\"|unsupported partial_rotary_factor: 0.5 (supported: 1.0)",
                "\"mlp_bias\"|\"rope_interleaved\": true, \"mlp_bias\"|unsupported rope_interleaved: true (supported: false)",
                "\"mlp_bias\"|\"quantization_config\": {\"quant_method\": \"awq\"}, \"mlp_bias\"|unsupported quantization_config: awq (supported: weights that are not quantised)",
                "\"mlp_bias\"|\"layer_types\": [\"full_attention\", \"sliding_attention\"], \"mlp_bias\"|unsupported layer type: sliding_attention (supported: full_attention)",
                "\"mlp_bias\"|\"use_sliding_window\": true, \"sliding_window\": 64, \"max_window_layers\": 2, \"mlp_bias\"|unsupported sliding_window: 64 (supported: none)"
            })
    void whatTheEngineLacksIsRefusedByName(String part, String replacement, String message) {
        assertRefused(part, replacement, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hidden_size\": 64|\"hidden_size\": 1.5|hidden_size is 1.5 (must be a whole number)",
                "\"hidden_size\": 64,||hidden_size is missing (must be a whole number)",
                "\"mlp_bias\": false|\"mlp_bias\": \"no\"|mlp_bias is \"no\" (must be true or false)",
                "\"default\"|\"linear\"|factor is missing (must be a number)",
                "\"rope_type\": \"default\"|\"rope_type\": \"linear\", \"factor\": 0|Invalid factor: 0.0 (must be > 0)",
                "\"num_key_value_heads\": 2|\"num_key_value_heads\": 3|Invalid key-value-heads: 3 (must divide heads 4)",
                "{|[|not JSON"
            })
    void damageIsNamed(String part, String replacement, String message) {
        assertRefused(part, replacement, message);
    }

    private static void assertRefused(String part, @Nullable String replacement, String message) {
        String json = json("llama-tied").replaceFirst(Pattern.quote(part), replacement == null ? "" : replacement);
        assertThatThrownBy(() -> ModelConfig.read(json, "m/config.json"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot read m/config.json: " + message);
    }

    private static DecoderShape golden(String model) {
        return ModelConfig.read(json(model), "config.json");
    }

    private static String json(String model) {
        return GoldenTensors.text("models/" + model + "/config.json");
    }
}

package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.failure.RunException;

/** config.json of Hugging Face. */
class LlamaConfigTest {
    private static final LlamaShape GOLDEN = new LlamaShape(408, 64, 128, 3, 4, 2, 16, 512, 10000, 1e-5, true);

    @Test
    void theStyleOfTransformersFiveIsRead() {
        assertThat(LlamaConfig.read(GoldenTensors.text(Policies.LLAMA_TIED + "config.json"), "config.json"))
                .isEqualTo(GOLDEN);
    }

    @Test
    void theStyleOfTransformersFourIsRead() {
        String json = """
                {"model_type": "llama", "vocab_size": 9, "hidden_size": 8, "intermediate_size": 12,
                 "num_hidden_layers": 1, "num_attention_heads": 2, "max_position_embeddings": 64,
                 "rope_theta": 500000.0, "rope_scaling": null, "torch_dtype": "bfloat16"}
                """;
        assertThat(LlamaConfig.read(json, "config.json"))
                .isEqualTo(new LlamaShape(9, 8, 12, 1, 2, 2, 4, 64, 500000, 1e-6, false));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        LlamaShape shape = new LlamaShape(16, 12, 10, 2, 4, 2, 6, 32, 5000, 1e-5, false);
        assertThat(LlamaConfig.read(LlamaConfig.write(shape, 1, 0), "config.json"))
                .isEqualTo(shape);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama-linear-rope-wide-head|unsupported rope type: linear (supported: default)",
                "llama-untied-llama3-rope-biased|unsupported rope type: llama3 (supported: default)",
                "qwen2|unsupported model_type: qwen2 (supported: llama)"
            })
    void whatTheEngineLacksIsRefusedByName(String model, String message) {
        String json = GoldenTensors.text("models/" + model + "/config.json");
        assertThatThrownBy(() -> LlamaConfig.read(json, "m/config.json"))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read m/config.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hidden_act\": \"silu\"|\"hidden_act\": \"gelu\"|unsupported hidden_act: gelu (supported: silu)",
                "\"attention_bias\": false|\"attention_bias\": true|unsupported attention_bias: true (supported: false)",
                "\"mlp_bias\": false|\"mlp_bias\": true|unsupported mlp_bias: true (supported: false)",
                "\"hidden_size\": 64|\"hidden_size\": 1.5|hidden_size is 1.5 (must be a whole number)",
                "\"hidden_size\": 64,||hidden_size is missing (must be a whole number)",
                "\"num_key_value_heads\": 2|\"num_key_value_heads\": 3|Invalid key-value-heads: 3 (must divide heads 4)",
                "{|[|not JSON"
            })
    void damageIsNamed(String part, String replacement, String message) {
        String json = GoldenTensors.text(Policies.LLAMA_TIED + "config.json")
                .replaceFirst(java.util.regex.Pattern.quote(part), replacement == null ? "" : replacement);
        assertThatThrownBy(() -> LlamaConfig.read(json, "m/config.json"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot read m/config.json: " + message);
    }
}

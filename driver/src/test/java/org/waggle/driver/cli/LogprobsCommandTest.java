package org.waggle.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.common.checkpoint.SafetensorsFile;
import org.waggle.common.checkpoint.Storage;

/** Against the log-probabilities of transformers, float32. */
class LogprobsCommandTest {
    private static final Path MODELS =
            Path.of("../executor/src/test/resources/golden/models").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Said logprobs(Path model, String input) {
        return Said.to(input, "logprobs", "--model", model.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llama-tied", "llama-untied-llama3-rope-biased", "llama-linear-rope-wide-head", "qwen2", "qwen3"
            })
    void logProbabilitiesAndEntropiesAreThoseOfTransformers(String name) throws IOException {
        Path model = MODELS.resolve(name);
        Storage storage = new Storage(new Configuration());
        org.apache.hadoop.fs.Path golden = new org.apache.hadoop.fs.Path(
                model.resolve("golden-forward.safetensors").toUri());
        try (SafetensorsFile file = SafetensorsFile.open(storage, golden)) {
            long[] ids = longs(file, "ids.1");
            Said said = logprobs(model, "{\"ids\": " + JSON.writeValueAsString(ids) + "}\n");

            assertThat(said.err()).isEmpty();
            JsonNode scored = JSON.readTree(said.out());
            assertThat(JSON.convertValue(scored.get("ids"), long[].class)).isEqualTo(ids);
            assertClose(scored.get("logp"), floats(file, "logp.1"));
            assertClose(scored.get("entropy"), floats(file, "entropy.1"));
        }
    }

    @Test
    void aTextIsEncodedAndLinesComeInTheirOrder() throws IOException {
        Said said = logprobs(MODELS.resolve("llama-tied"), "{\"text\": \"ab\"}\n\n{\"ids\": [7]}\n");
        assertThat(said.code()).isZero();
        String[] lines = said.out().split("\n");
        assertThat(lines).hasSize(2);
        assertThat(JSON.readTree(lines[0]).get("logp"))
                .hasSize(JSON.readTree(lines[0]).get("ids").size() - 1);
        assertThat(lines[1]).startsWith("{\"ids\":[7],\"logp\":[],\"entropy\":[");
    }

    @Test
    void aTextBeginsAsTheTokenizerSays(@TempDir Path folder) throws IOException {
        Path model = MODELS.resolve("llama-tied");
        for (String file : List.of("config.json", "model.safetensors", "tokenizer_config.json")) {
            Files.copy(model.resolve(file), folder.resolve(file));
        }
        ObjectNode rules =
                (ObjectNode) JSON.readTree(model.resolve("tokenizer.json").toFile());
        rules.set("post_processor", JSON.readTree("""
                {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                 "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                 "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}}"""));
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), rules);

        Said said = logprobs(folder, "{\"text\": \"ab\"}\n{\"text\": \"ab\", \"add_special_tokens\": false}\n");

        assertThat(said.err()).isEmpty();
        String[] lines = said.out().split("\n");
        assertThat(lines[0]).startsWith("{\"ids\":[1,");
        assertThat(JSON.readTree(lines[1]).get("ids"))
                .hasSize(JSON.readTree(lines[0]).get("ids").size() - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"ids\": [1, 408]}|Invalid ids[1]: 408 (must be in [0, 408)), line 2",
                "{\"ids\": 3}|Invalid ids: 3 (must be a list of token ids), line 2",
                "{\"ids\": []}|Invalid line 2: 0 tokens (must be 1 to 512, the model's positions)",
                "{\"prompt\": \"x\"}|Missing value: text, line 2",
                "{|Cannot read line 2: it is not JSON"
            })
    void aBadLineIsNamedByItsNumber(String line, String message) {
        Said said = logprobs(MODELS.resolve("llama-tied"), "{\"ids\": [1]}\n" + line + "\n");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).contains("{\"ids\":[1]");
        assertThat(said.err()).startsWith("waggle: " + message);
    }

    private static void assertClose(JsonNode actual, float[] expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i).floatValue()).isCloseTo(expected[i], within(1e-4f));
        }
    }

    private static float[] floats(SafetensorsFile file, String name) {
        ByteBuffer bytes = bytes(file, name);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static long[] longs(SafetensorsFile file, String name) {
        ByteBuffer bytes = bytes(file, name);
        long[] values = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(values);
        return values;
    }

    private static ByteBuffer bytes(SafetensorsFile file, String name) {
        SafetensorsFile.Entry entry = file.entry(name);
        ByteBuffer bytes =
                ByteBuffer.allocate((int) (entry.end() - entry.begin())).order(ByteOrder.LITTLE_ENDIAN);
        file.read(entry.begin(), bytes);
        return bytes.flip();
    }
}

package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.waggle.common.checkpoint.SafetensorsFile;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Precision;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.common.spi.DecodingSession;
import org.waggle.driver.run.Model;
import org.waggle.driver.run.ModelFolder;
import org.waggle.driver.state.WeightPieces;
import org.waggle.executor.engine.Activations;
import org.waggle.executor.engine.CachedDecoding;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.GradientAccumulator;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.engine.TokenBatch;
import org.waggle.executor.engine.TokenDerivatives;
import org.waggle.executor.policy.OpenPolicy;

/**
 * A published checkpoint with reference values of transformers beside it ({@code golden.json},
 * {@code golden.safetensors}); runs where {@code -Dwaggle.model=DIR} names its folder.
 */
class RealModelCheck {
    private static final SamplingSettings GREEDY = new SamplingSettings(0, 0, 1, 0, 200);

    private final java.nio.file.Path folder = java.nio.file.Path.of(System.getProperty("waggle.model"));
    private final Storage storage = new Storage(new Configuration());
    private final JsonNode golden = read(folder.resolve("golden.json"));

    @Test
    void float32GivesTheLogProbabilitiesAndGreedyTokensOfTransformers() {
        try (OpenPolicy policy = open(Precision.FLOAT32);
                SafetensorsFile values = values()) {
            for (int chat = 0; chat < golden.get("chats").size(); chat++) {
                int[] ids = ids(values, chat);
                int prompt = golden.at("/chats/" + chat + "/prompt_tokens").intValue();
                float[] difference = difference(policy, values, chat);
                assertThat(Arrays.copyOf(ids, prompt))
                        .isEqualTo(policy.tokenizer()
                                .encode(golden.at("/chats/" + chat + "/prompt").textValue()));
                for (float each : difference) {
                    assertThat(each).isLessThan(2e-3f);
                }
                assertThat(greedy(policy, Arrays.copyOf(ids, prompt), ids.length - prompt))
                        .isEqualTo(Arrays.copyOfRange(ids, prompt, ids.length));
            }
        }
    }

    @Test
    void bfloat16GivesLogProbabilitiesNearThoseOfFloat32() {
        try (OpenPolicy policy = open(Precision.BFLOAT16);
                SafetensorsFile values = values()) {
            double sum = 0;
            int tokens = 0;
            for (int chat = 0; chat < golden.get("chats").size(); chat++) {
                for (float each : difference(policy, values, chat)) {
                    assertThat(each).isLessThanOrEqualTo(0.15f);
                    sum += each;
                    tokens++;
                }
            }
            assertThat(sum / tokens).isLessThan(0.02);
        }
    }

    @Test
    void float32GivesTheLossAndGradientNormsOfTransformers() {
        try (OpenPolicy policy = open(Precision.FLOAT32);
                GradientAccumulator gradient = new GradientAccumulator(policy.policy())) {
            List<int[]> texts = new ArrayList<>();
            golden.at("/sft/texts").forEach(text -> texts.add(policy.tokenizer().encode(text.textValue())));
            TokenBatch batch = TokenBatch.of(texts, new int[] {1, 1});
            int tokens = golden.at("/sft/tokens").intValue();
            assertThat(batch.scored()).isEqualTo(tokens);
            double[] loss = new double[1];
            gradient.add(batch, 1, scores -> {
                float[] logp = new float[tokens];
                Arrays.fill(logp, -1f / tokens);
                for (float each : scores.logp()) {
                    loss[0] -= each / tokens;
                }
                return new TokenDerivatives(logp, new float[tokens]);
            });
            assertThat(loss[0]).isCloseTo(golden.at("/sft/loss").doubleValue(), within(1e-4));
            for (ParameterLayout.Parameter parameter : policy.policy().layout().parameters()) {
                double expected =
                        golden.at("/sft/grad_norms").get(parameter.name()).doubleValue();
                assertThat(norm(gradient.slice(parameter.offset(), parameter.offset() + parameter.size())))
                        .as(parameter.name())
                        .isCloseTo(expected, within(1e-3 * expected));
            }
        }
    }

    private OpenPolicy open(Precision precision) {
        Model model = new ModelFolder(storage, new Path(folder.toUri())).model("policy", new PromptRecipe.Plain());
        ComputeSettings settings = new ComputeSettings(OptionalInt.empty(), 2, 2, 256, Activations.KEPT, precision);
        return OpenPolicy.of(
                model.spec(),
                settings,
                new WeightPieces(model.weights(), model.spec().parameters(), precision));
    }

    private static float[] difference(OpenPolicy policy, SafetensorsFile values, int chat) {
        float[] expected = floats(values, chat + ".logp");
        float[] actual = policy.policy()
                .score(TokenBatch.of(List.of(ids(values, chat)), new int[] {1}), 1)
                .logp();
        assertThat(actual).hasSameSizeAs(expected);
        float[] difference = new float[actual.length];
        for (int i = 0; i < actual.length; i++) {
            difference[i] = Math.abs(actual[i] - expected[i]);
        }
        return difference;
    }

    private static int[] greedy(OpenPolicy policy, int[] prompt, int tokens) {
        try (CachedDecoding session =
                        CachedDecoding.open(policy.policy(), policy.tokenizer(), 4, prompt.length + tokens);
                DecodingSession.Prefix prefix = session.prefill(List.of(prompt))) {
            session.seat(prefix, new int[] {0}, new int[] {0});
            int[] drawn = new int[tokens];
            for (int i = 0; i < tokens; i++) {
                drawn[i] = session.step(new int[] {0}, new float[1], GREEDY).tokens()[0];
            }
            return drawn;
        }
    }

    private SafetensorsFile values() {
        return SafetensorsFile.open(
                storage, new Path(folder.resolve("golden.safetensors").toUri()));
    }

    private static int[] ids(SafetensorsFile values, int chat) {
        ByteBuffer bytes = bytes(values, chat + ".ids");
        int[] ids = new int[bytes.remaining() / Long.BYTES];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) bytes.getLong(i * Long.BYTES);
        }
        return ids;
    }

    private static float[] floats(SafetensorsFile values, String name) {
        ByteBuffer bytes = bytes(values, name);
        float[] floats = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }

    private static ByteBuffer bytes(SafetensorsFile values, String name) {
        SafetensorsFile.Entry entry = values.entry(name);
        ByteBuffer bytes =
                ByteBuffer.allocate((int) (entry.end() - entry.begin())).order(ByteOrder.LITTLE_ENDIAN);
        values.read(entry.begin(), bytes);
        return bytes.flip();
    }

    private static double norm(FloatBuffer gradient) {
        double sum = 0;
        while (gradient.hasRemaining()) {
            double value = gradient.get();
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static JsonNode read(java.nio.file.Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

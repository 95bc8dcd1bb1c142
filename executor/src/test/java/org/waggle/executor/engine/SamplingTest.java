package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.SamplingSettings;

/** The distribution that tokens are drawn from, and the draw. */
class SamplingTest {
    private static final int POINTS = 1000;

    @Test
    void distributionsAreThoseOfTransformers() {
        JsonNode cases = GoldenTensors.json("sampling.json").get("cases");
        assertThat(cases).hasSizeGreaterThan(20);
        for (JsonNode row : cases) {
            float[] expected = array(row.get("probabilities"));
            float[] actual = distribution(array(row.get("logits")), settings(row));
            for (int token = 0; token < expected.length; token++) {
                assertThat(actual[token]).as("%s, token %d", row, token).isCloseTo(expected[token], within(1e-6f));
            }
        }
    }

    @Test
    void evenlySpreadUniformsDrawEachTokenInProportion() {
        float[] logits = {(float) Math.log(0.5), (float) Math.log(0.2), (float) Math.log(0.3)};
        Drawn drawn = draw(logits, new SamplingSettings(1, 0, 1, 0, 1));
        assertThat(counts(drawn.tokens(), 3)).containsExactly(500, 200, 300);
        assertThat(drawn.sampled()[0]).isCloseTo((float) Math.log(0.5), within(1e-6f));
        assertThat(drawn.policy()[999]).isCloseTo((float) Math.log(0.3), within(1e-6f));
        // -(0.5 ln 0.5 + 0.2 ln 0.2 + 0.3 ln 0.3)
        assertThat(drawn.entropy()[5]).isCloseTo(1.0296530f, within(1e-6f));
    }

    @Test
    void aVocabularyOfSeveralBlocksIsDrawnInProportion() {
        float[] logits = new float[300];
        Arrays.fill(logits, -50);
        for (int token : new int[] {3, 127, 128, 250, 299}) {
            logits[token] = (float) Math.log(token == 128 ? 0.4 : 0.15);
        }
        int[] counts = counts(draw(logits, new SamplingSettings(1, 0, 1, 0, 1)).tokens(), 300);
        assertThat(new int[] {counts[3], counts[127], counts[128], counts[250], counts[299]})
                .containsExactly(150, 150, 400, 150, 150);
    }

    @Test
    void excludedTokensAreNeverDrawnAndBothLogProbabilitiesAreKept() {
        float[] logits = {(float) Math.log(0.5), (float) Math.log(0.2), (float) Math.log(0.3)};
        Drawn drawn = draw(logits, new SamplingSettings(1, 2, 1, 0, 1));
        assertThat(counts(drawn.tokens(), 3)).containsExactly(625, 0, 375);
        assertThat(drawn.sampled()[0]).isCloseTo((float) Math.log(0.625), within(1e-6f));
        assertThat(drawn.policy()[0]).isCloseTo((float) Math.log(0.5), within(1e-6f));
    }

    @Test
    void aTokenThatEndsIsNeverDrawnInARowThatIsTooShort() {
        float[] logits = {(float) Math.log(0.5), (float) Math.log(0.2), (float) Math.log(0.3)};
        Drawn drawn = draw(logits, new SamplingSettings(1, 0, 1, 0, 1), 0);
        // Even rows are free: 250, 100, 150. Odd ones have no token 0: 200, 300.
        assertThat(counts(drawn.tokens(), 3)).containsExactly(250, 300, 450);
        assertThat(drawn.sampled()[999]).isCloseTo((float) Math.log(0.6), within(1e-6f));
        assertThat(drawn.policy()[999]).isCloseTo((float) Math.log(0.3), within(1e-6f));
        int[] greedy = draw(logits, new SamplingSettings(0, 0, 1, 0, 1), 0).tokens();
        assertThat(counts(greedy, 3)).containsExactly(500, 0, 500);
    }

    @Test
    void temperatureZeroTakesTheFirstOfTheMostLikely() {
        Drawn drawn = draw(new float[] {1, 3, 3}, new SamplingSettings(0, 0, 1, 0, 1));
        assertThat(counts(drawn.tokens(), 3)).containsExactly(0, POINTS, 0);
        assertThat(drawn.sampled()[0]).isZero();
        // ln(e^3 / (e + 2 e^3))
        assertThat(drawn.policy()[0]).isCloseTo(-0.7586237f, within(1e-6f));
    }

    private record Drawn(int[] tokens, float[] sampled, float[] policy, float[] entropy) {}

    /** Draws with the uniforms 0.5/n, 1.5/n, …, the last of them moved to the edge of 1. */
    private static Drawn draw(float[] logits, SamplingSettings settings, int... forbidden) {
        float[] uniforms = new float[POINTS];
        float[] repeated = new float[POINTS * logits.length];
        for (int i = 0; i < POINTS; i++) {
            uniforms[i] = (i + 0.5f) / POINTS;
            System.arraycopy(logits, 0, repeated, i * logits.length, logits.length);
        }
        try (PtNDManager scope = TorchRuntime.instance().manager(Device.cpu());
                TorchArguments arguments = new TorchArguments()) {
            PtNDArray out = Tensors.empty(scope, DataType.FLOAT32, 3, POINTS);
            arguments.tensor(Tensors.floats(scope, repeated, POINTS, logits.length));
            arguments.tensor(Tensors.floats(scope, uniforms, POINTS));
            arguments.tensor(Tensors.longs(
                    scope, IntStream.range(0, POINTS).map(i -> i % 2).toArray(), POINTS));
            arguments.tensor(Tensors.longs(scope, forbidden, forbidden.length));
            TokenFilter.of(settings, logits.length).addTo(arguments, scope);
            PtNDArray tokens = TorchRuntime.instance()
                    .tensors(1, "draw", arguments.tensor(out), scope)
                    .get(0);
            float[][] columns = new float[3][POINTS];
            Tensors.floats(out).get(columns[0]).get(columns[1]).get(columns[2]);
            long[] ids = new long[POINTS];
            Tensors.longs(tokens).get(ids);
            int[] drawn = IntStream.range(0, POINTS).map(i -> (int) ids[i]).toArray();
            return new Drawn(drawn, columns[0], columns[1], columns[2]);
        }
    }

    private static float[] distribution(float[] logits, SamplingSettings settings) {
        TokenFilter filter = TokenFilter.of(settings, logits.length);
        try (PtNDManager scope = TorchRuntime.instance().manager(Device.cpu());
                TorchArguments arguments = new TorchArguments()) {
            arguments.tensor(Tensors.floats(scope, logits, 1, logits.length));
            arguments.tensor(Tensors.floats(scope, filter.filters(), 3)).real(filter.temperature());
            PtNDArray result = TorchRuntime.instance()
                    .tensors(1, "distribution", arguments, scope)
                    .get(0);
            return result.toFloatArray();
        }
    }

    private static int[] counts(int[] tokens, int vocabulary) {
        int[] counts = new int[vocabulary];
        for (int token : tokens) {
            counts[token]++;
        }
        return counts;
    }

    private static SamplingSettings settings(JsonNode row) {
        return new SamplingSettings(
                row.get("temperature").doubleValue(),
                row.get("top_k").intValue(),
                row.get("top_p").doubleValue(),
                row.get("min_p").doubleValue(),
                1);
    }

    private static float[] array(JsonNode values) {
        return new ObjectMapper().convertValue(values, float[].class);
    }
}

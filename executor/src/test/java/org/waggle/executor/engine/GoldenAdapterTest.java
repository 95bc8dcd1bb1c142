package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.recipe.AdapterRecipe.Lora;

/** Logits, loss and the adapter's gradients against PEFT. */
class GoldenAdapterTest {
    private static final String FOLDER = "lora-qwen3/";
    private static final GoldenTensors GOLDEN = GoldenTensors.open(FOLDER + "golden.safetensors");
    private static final int ROWS = GOLDEN.shape("ids")[0];
    private static final int LENGTH = GOLDEN.shape("ids")[1];

    private static Lora lora() {
        JsonNode config = GoldenTensors.json(FOLDER + "adapter_config.json");
        List<String> targets = new ArrayList<>();
        config.get("target_modules").forEach(target -> targets.add(target.textValue()));
        return new Lora(config.get("r").intValue(), config.get("lora_alpha").doubleValue(), targets);
    }

    private static DecoderPolicy adapted(DecoderPolicy base) {
        GoldenTensors weights = GoldenTensors.open(FOLDER + "adapter_model.safetensors");
        return base.adapted(
                lora(),
                sink -> AdapterLayout.of(base.shape(), lora())
                        .parameters()
                        .forEach(parameter -> sink.fill(parameter.offset(), weights.raw(parameter.name()))));
    }

    private static int[] row(int row) {
        return Arrays.copyOfRange(GOLDEN.longs("ids"), row * LENGTH, (row + 1) * LENGTH);
    }

    private static TokenBatch batch() {
        int[] first = new int[ROWS];
        Arrays.fill(first, 1);
        return TokenBatch.of(
                IntStream.range(0, ROWS).mapToObj(GoldenAdapterTest::row).toList(), first);
    }

    @Test
    void logitsAreThoseOfPeftUpToTheNormaliser() {
        try (DecoderPolicy base = Policies.golden("models/qwen3/");
                DecoderPolicy policy = adapted(base)) {
            float[] logits = GOLDEN.floats("logits");
            int size = LENGTH * base.shape().vocabulary();
            for (int row = 0; row < ROWS; row++) {
                GoldenLogits.assertSame(policy, row(row), Arrays.copyOfRange(logits, row * size, (row + 1) * size));
            }
        }
    }

    @Test
    void lossAndGradientsAreThoseOfPeft() {
        double expected = GoldenTensors.json(FOLDER + "golden.json").get("loss").doubleValue();
        try (DecoderPolicy base = Policies.golden("models/qwen3/");
                DecoderPolicy policy = adapted(base);
                GradientAccumulator gradient = new GradientAccumulator(policy)) {
            TokenScores scores = gradient.add(batch(), 1, GoldenAdapterTest::crossEntropy);
            double sum = 0;
            for (float logp : scores.logp()) {
                sum -= logp;
            }
            assertThat(sum / scores.logp().length).isCloseTo(expected, within(1e-4));
            for (ParameterLayout.Parameter parameter :
                    AdapterLayout.of(base.shape(), lora()).parameters()) {
                long from = parameter.offset();
                String name = "grad." + parameter.name().replace(".weight", ".default.weight");
                GoldenGradients.assertSame(
                        Policies.floats(gradient.slice(from, from + parameter.size())), GOLDEN.floats(name), name);
            }
        }
    }

    @Test
    void anAdapterOfZerosIsTheBaseToTheLastBit() {
        try (DecoderPolicy base = Policies.golden("models/qwen3/")) {
            long size = AdapterLayout.of(base.shape(), lora()).size();
            try (DecoderPolicy policy = base.adapted(lora(), Policies.source(new float[(int) size]))) {
                assertThat(policy.score(batch(), 1).logp())
                        .containsExactly(base.score(batch(), 1).logp());
            }
        }
    }

    @Test
    void theBaseIsLeftAsItIs() {
        try (DecoderPolicy base = Policies.golden("models/qwen3/")) {
            float[] before = base.score(batch(), 1).logp();
            adapted(base).close();
            assertThat(base.score(batch(), 1).logp()).containsExactly(before);
        }
    }

    private static TokenDerivatives crossEntropy(TokenScores scores) {
        float[] slopes = new float[scores.logp().length];
        Arrays.fill(slopes, -1f / slopes.length);
        return new TokenDerivatives(slopes, new float[slopes.length]);
    }
}

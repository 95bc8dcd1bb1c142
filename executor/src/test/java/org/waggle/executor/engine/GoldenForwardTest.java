package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/** The forward pass against transformers, float32. */
class GoldenForwardTest {
    private static final SamplingSettings GREEDY = new SamplingSettings(0, 0, 1, 0, 24);

    static Stream<String> models() {
        return Stream.of(
                        "llama-tied",
                        "llama-untied-llama3-rope-biased",
                        "llama-linear-rope-wide-head",
                        "qwen2",
                        "qwen3")
                .map(name -> "models/" + name + "/");
    }

    @ParameterizedTest
    @MethodSource("models")
    void logProbabilitiesAndEntropiesAreThoseOfTransformers(String model) {
        GoldenTensors golden = golden(model);
        try (DecoderPolicy policy = Policies.golden(model)) {
            for (int i = 1; golden.has("ids." + i); i++) {
                int[] ids = golden.longs("ids." + i);
                TokenScores scores = policy.score(TokenBatch.of(List.of(ids), new int[] {1}), 1);
                assertClose(scores.logp(), golden.floats("logp." + i));
                assertClose(scores.entropy(), Arrays.copyOf(golden.floats("entropy." + i), ids.length - 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void logitsAreThoseOfTransformersUpToTheNormaliser(String model) {
        GoldenTensors golden = golden(model);
        try (DecoderPolicy policy = Policies.golden(model)) {
            for (int i = 0; golden.has("ids." + i); i++) {
                GoldenLogits.assertSame(policy, golden.longs("ids." + i), golden.floats("logits." + i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void greedyCompletionThroughTheCacheIsThatOfTransformers(String model) {
        GoldenTensors golden = golden(model);
        int[] expected = golden.longs("greedy.completion");
        int[] prompt = golden.longs("greedy.prompt");
        try (DecoderPolicy policy = Policies.golden(model);
                Tokenizer tokenizer = Policies.goldenTokenizer();
                CachedDecoding session = CachedDecoding.open(policy, tokenizer, 3, 64);
                DecodingSession.Prefix prefix = session.prefill(List.of(new int[] {5, 6}, prompt))) {
            session.seat(prefix, new int[] {0, 1}, new int[] {0, 2});
            int[] drawn = new int[expected.length];
            for (int i = 0; i < expected.length; i++) {
                drawn[i] = session.step(new int[] {0, 2}, new float[2], GREEDY).tokens()[1];
            }
            assertThat(drawn).isEqualTo(expected);
        }
    }

    private static GoldenTensors golden(String model) {
        return GoldenTensors.open(model + "golden-forward.safetensors");
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }

    @Test
    void aTokenThatTheModelLacksIsRefused() {
        try (DecoderPolicy policy = Policies.random(Policies.EVERYTHING, 0.1)) {
            TokenBatch batch = TokenBatch.of(List.of(new int[] {1, 37, 2}), new int[] {1});
            assertThatThrownBy(() -> policy.score(batch, 1))
                    .isInstanceOf(RunException.class)
                    .hasMessageStartingWith("Invalid token: 37 (must be in [0, 37)");
        }
    }
}

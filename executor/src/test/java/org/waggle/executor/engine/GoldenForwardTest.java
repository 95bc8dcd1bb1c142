package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/** The forward pass against transformers, float32. */
class GoldenForwardTest {
    private static final SamplingSettings GREEDY = new SamplingSettings(0, 0, 1, 0, 24);

    private final GoldenTensors golden = GoldenTensors.open(Policies.LLAMA_TIED + "golden-forward.safetensors");

    @Test
    void logProbabilitiesAndEntropiesAreThoseOfTransformers() {
        try (LlamaPolicy policy = Policies.golden()) {
            for (int i = 1; golden.has("ids." + i); i++) {
                int[] ids = golden.longs("ids." + i);
                TokenScores scores = policy.score(TokenBatch.of(List.of(ids), new int[] {1}), 1);
                assertClose(scores.logp(), golden.floats("logp." + i));
                assertClose(scores.entropy(), Arrays.copyOf(golden.floats("entropy." + i), ids.length - 1));
            }
        }
    }

    @Test
    void logitsAreThoseOfTransformersUpToTheNormaliser() {
        int[] ids = golden.longs("ids.2");
        float[] logits = golden.floats("logits.2");
        int vocabulary = logits.length / ids.length;
        int place = ids.length - 1;
        try (LlamaPolicy policy = Policies.golden()) {
            int[] positions = new int[vocabulary];
            Arrays.fill(positions, place);
            int[] targets = IntStream.range(0, vocabulary).toArray();
            float[] logp = policy.score(new TokenBatch(ids, 1, ids.length, positions, targets), 1)
                    .logp();
            float shift = logp[0] - logits[place * vocabulary];
            for (int token = 0; token < vocabulary; token++) {
                assertThat(logp[token] - shift).isCloseTo(logits[place * vocabulary + token], within(1e-4f));
            }
        }
    }

    @Test
    void greedyCompletionThroughTheCacheIsThatOfTransformers() {
        int[] expected = golden.longs("greedy.completion");
        int[] prompt = golden.longs("greedy.prompt");
        try (LlamaPolicy policy = Policies.golden();
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

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }
}

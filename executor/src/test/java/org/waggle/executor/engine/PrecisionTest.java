package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.BFloat16;
import org.waggle.common.data.Precision;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/** Computing in bfloat16, beside float32 with the same, rounded weights. */
class PrecisionTest {
    private static final ComputeSettings HALF =
            new ComputeSettings(OptionalInt.empty(), 1, 1, 7, Activations.KEPT, Precision.BFLOAT16);
    private static final DecoderShape PLAIN = new DecoderShape(37, 32, 48, 2, 4, 2, 8, 256, 10000, 1e-5, true);
    private static final int[] IDS = IntStream.range(0, 40).map(i -> i * 7 % 37).toArray();

    static List<DecoderShape> shapes() {
        return List.of(PLAIN, Policies.EVERYTHING);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void logProbabilitiesAreNearThoseOfFloat32(DecoderShape shape) {
        float[] full = logp(shape, Policies.ONE_THREAD);
        float[] half = logp(shape, HALF);
        double sum = 0;
        for (int i = 0; i < full.length; i++) {
            assertThat(half[i]).isCloseTo(full[i], within(0.15f));
            sum += Math.abs(half[i] - full[i]);
        }
        assertThat(sum / full.length).isBetween(Libtorch.loaded().bfloat16() ? 1e-6 : 0, 0.02);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gradientsAreFloat32AndPointWhereThoseOfFloat32Do(DecoderShape shape) {
        float[] full = gradient(shape, Policies.ONE_THREAD);
        float[] half = gradient(shape, HALF);
        double product = 0;
        double fullNorm = 0;
        double halfNorm = 0;
        for (int i = 0; i < full.length; i++) {
            product += (double) full[i] * half[i];
            fullNorm += (double) full[i] * full[i];
            halfNorm += (double) half[i] * half[i];
        }
        assertThat(product / Math.sqrt(fullNorm * halfNorm)).isGreaterThan(0.999);
        assertThat(Math.sqrt(halfNorm / fullNorm)).isCloseTo(1, within(0.02));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsDrawnThroughTheCacheIsScoredNearly(DecoderShape shape) {
        int[] prompt = {3, 1, 4, 1, 5};
        int[] tokens = Arrays.copyOf(prompt, 25);
        float[] drawn = new float[20];
        try (DecoderPolicy policy = open(shape, HALF);
                Tokenizer tokenizer = Policies.goldenTokenizer();
                CachedDecoding session = CachedDecoding.open(policy, tokenizer, 4, 40);
                DecodingSession.Prefix prefix = session.prefill(List.of(prompt))) {
            session.seat(prefix, new int[] {0}, new int[] {0});
            for (int i = 0; i < drawn.length; i++) {
                DecodingSession.Draw draw = session.step(
                        new int[] {0}, new float[] {(i * 0.37f) % 1}, new SamplingSettings(1, 0, 1, 0, 20));
                tokens[prompt.length + i] = draw.tokens()[0];
                drawn[i] = draw.logpPolicy()[0];
            }
            float[] scored = policy.score(TokenBatch.of(List.of(tokens), new int[] {prompt.length}), 1)
                    .logp();
            for (int i = 0; i < drawn.length; i++) {
                assertThat(drawn[i]).isCloseTo(scored[i], within(0.1f));
            }
        }
    }

    @Test
    void anAdapterIsAddedInFloat32AndTheSumRoundedOnce() {
        Lora lora = new Lora(1, 2, List.of("v_proj", "down_proj"));
        AdapterLayout layout = AdapterLayout.of(PLAIN, lora);
        float[] base = Policies.randomValues(PLAIN, 0.2);
        float[] adapter = new float[(int) layout.size()];
        for (int i = 0; i < adapter.length; i++) {
            adapter[i] = 0.3f * (float) Math.sin(i);
        }
        TokenBatch batch = TokenBatch.of(List.of(IDS), new int[] {1});
        try (DecoderPolicy half = open(PLAIN, base, HALF);
                DecoderPolicy adapted = half.adapted(lora, Policies.source(adapter));
                DecoderPolicy expected = open(PLAIN, merged(base, adapter, layout.cuts()), HALF)) {
            assertThat(adapted.score(batch, 1).logp())
                    .containsExactly(expected.score(batch, 1).logp());
            assertThat(adapted.score(batch, 1).logp())
                    .isNotEqualTo(half.score(batch, 1).logp());
        }
    }

    /** W + 2 B A, for a rank of 1. */
    private static float[] merged(float[] base, float[] adapter, long[] cuts) {
        float[] merged = base.clone();
        for (int i = 0; i < cuts.length; i += 9) {
            int columns = (int) cuts[i + 2];
            for (int at = 0; at < cuts[i + 1] * columns; at++) {
                int w = (int) cuts[i] + at;
                float a = adapter[(int) cuts[i + 3] + at % columns];
                float b = adapter[(int) cuts[i + 6] + at / columns];
                merged[w] = BFloat16.widen(BFloat16.round(base[w])) + b * a * 2;
            }
        }
        return merged;
    }

    private static float[] logp(DecoderShape shape, ComputeSettings settings) {
        try (DecoderPolicy policy = open(shape, settings)) {
            return policy.score(TokenBatch.of(List.of(IDS), new int[] {1}), 1).logp();
        }
    }

    private static float[] gradient(DecoderShape shape, ComputeSettings settings) {
        try (DecoderPolicy policy = open(shape, settings);
                GradientAccumulator sum = new GradientAccumulator(policy)) {
            TokenBatch batch = TokenBatch.of(List.of(IDS), new int[] {1});
            for (int i = 0; i < 2; i++) {
                sum.add(batch, 1, scores -> {
                    float[] ones = new float[batch.scored()];
                    Arrays.fill(ones, -1f / batch.scored());
                    return new TokenDerivatives(ones, new float[batch.scored()]);
                });
            }
            return Policies.floats(sum.slice(0, policy.layout().size()));
        }
    }

    private static DecoderPolicy open(DecoderShape shape, ComputeSettings settings) {
        return open(shape, Policies.randomValues(shape, 0.2), settings);
    }

    private static DecoderPolicy open(DecoderShape shape, float[] values, ComputeSettings settings) {
        boolean half = settings.precision() == Precision.BFLOAT16;
        ByteBuffer bytes = ByteBuffer.allocate(
                        values.length * settings.precision().bytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            short bits = BFloat16.round(value);
            if (half) {
                bytes.putShort(bits);
            } else {
                bytes.putFloat(BFloat16.widen(bits));
            }
        }
        return DecoderPolicy.open(shape, settings, sink -> sink.fill(0, bytes.flip()));
    }
}

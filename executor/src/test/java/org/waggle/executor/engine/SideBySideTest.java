package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/** Same work, same bits: over calls, and with several threads on one policy. */
class SideBySideTest {
    private static final DecoderShape SHAPE = new DecoderShape(37, 64, 96, 3, 4, 2, 16, 128, 10000, 1e-5, true);
    private static final int ROUNDS = 4;

    /** What one task computed. */
    private record Outcome(float[] gradient, float[] logp, List<String> draws) {
        boolean sameBitsAs(Outcome other) {
            return Arrays.equals(gradient, other.gradient)
                    && Arrays.equals(logp, other.logp)
                    && draws.equals(other.draws);
        }
    }

    @Test
    void repeatedCallsGiveTheSameBits() {
        try (DecoderPolicy policy = Policies.random(SHAPE, 0.2)) {
            Outcome first = work(policy);
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(work(policy).sameBitsAs(first)).as("round %d", round).isTrue();
            }
        }
    }

    @Test
    void twoThreadsTrainAndGenerateSideBySideWithTheBitsOfOne() throws Exception {
        try (DecoderPolicy policy = Policies.random(SHAPE, 0.2)) {
            Outcome alone = work(policy);
            for (Outcome outcome : together(() -> work(policy))) {
                assertThat(outcome.sameBitsAs(alone)).isTrue();
            }
        }
    }

    @Test
    void anotherPolicyOfTheSameWeightsGivesTheSameBits() {
        Outcome first;
        try (DecoderPolicy policy = Policies.random(SHAPE, 0.2)) {
            first = work(policy);
        }
        try (DecoderPolicy policy = Policies.random(SHAPE, 0.2)) {
            assertThat(work(policy).sameBitsAs(first)).isTrue();
        }
    }

    private static List<Outcome> together(Callable<Outcome> task) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Outcome>> futures = IntStream.range(0, 2 * ROUNDS)
                    .mapToObj(i -> threads.submit(task))
                    .toList();
            List<Outcome> outcomes = new java.util.ArrayList<>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome work(DecoderPolicy policy) {
        TokenBatch batch = TokenBatch.of(
                IntStream.range(0, 24).mapToObj(SideBySideTest::sequence).toList(),
                IntStream.range(0, 24).map(i -> 2).toArray());
        try (GradientAccumulator sum = new GradientAccumulator(policy)) {
            TokenScores scores = sum.add(batch, 1, seen -> new TokenDerivatives(seen.entropy(), seen.logp()));
            sum.add(batch, 1, seen -> new TokenDerivatives(seen.logp(), seen.logp()));
            return new Outcome(Policies.floats(sum.slice(0, policy.layout().size())), scores.logp(), draws(policy));
        }
    }

    private static List<String> draws(DecoderPolicy policy) {
        SamplingSettings settings = new SamplingSettings(1, 0, 0.95, 0, 16);
        int[] slots = IntStream.range(0, 8).toArray();
        try (Tokenizer tokenizer = Policies.goldenTokenizer();
                CachedDecoding session = CachedDecoding.open(policy, tokenizer, 8, 64);
                DecodingSession.Prefix prefix = session.prefill(List.of(sequence(1), sequence(2)))) {
            session.seat(prefix, new int[] {0, 0, 0, 0, 1, 1, 1, 1}, slots);
            return IntStream.range(0, 16)
                    .mapToObj(token -> {
                        DecodingSession.Draw draw = session.step(slots, uniforms(token), settings);
                        return Arrays.toString(draw.tokens()) + Arrays.toString(draw.logpSampled());
                    })
                    .toList();
        }
    }

    private static float[] uniforms(int token) {
        float[] uniforms = new float[8];
        for (int slot = 0; slot < uniforms.length; slot++) {
            uniforms[slot] = (float) new Seed(slot).at(token).uniform();
        }
        return uniforms;
    }

    private static int[] sequence(int index) {
        return IntStream.range(0, 4 + index % 9)
                .map(i -> (index * 5 + i * 3) % 37)
                .toArray();
    }
}

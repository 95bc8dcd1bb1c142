package org.waggle.executor.engine;

import ai.djl.pytorch.jni.IValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * How fast a policy decodes, beside how fast its matrix products alone would let it: nothing but those products, with
 * the weights as they are and as {@link DecodingWeights} reorders them, on the same machine at the same time.
 *
 * @param sequences sequences decoded at once
 * @param promptTokens length of their prompts, each shared by a quarter of them
 * @param tokens tokens drawn for each sequence
 */
public record DecodingBenchmark(int sequences, int promptTokens, int tokens) {
    private static final int REPEATS = 9;
    private static final int PROMPTS = 4;
    private static final SamplingSettings SETTINGS = new SamplingSettings(1, 0, 1, 0, 1);

    /**
     * What was measured; all in tokens a second.
     *
     * @param plain products alone, weights as they are
     * @param reordered products alone, weights reordered; as {@code plain} where they can't be
     * @param reached everything, after the prompts
     */
    public record Speed(double plain, double reordered, double reached) {
        /** Share of the better bound that is reached. */
        public double share() {
            return reached / Math.max(plain, reordered);
        }
    }

    /** Measures; takes some seconds for a model of a hundred million parameters. */
    public Speed measure(DecoderPolicy policy, Tokenizer tokenizer) {
        double plain;
        try (IValue weights = policy.decodingWeights().asTheyAre()) {
            plain = products(policy, weights);
        }
        IValue weights = policy.decodingWeights().acquire();
        try {
            double reordered = products(policy, weights);
            decode(policy, tokenizer);
            return new Speed(plain, reordered, decode(policy, tokenizer));
        } finally {
            policy.decodingWeights().release();
        }
    }

    private double products(DecoderPolicy policy, IValue weights) {
        long[] nanos = IntStream.range(0, REPEATS)
                .mapToLong(repeat -> {
                    long begin = System.nanoTime();
                    try (TorchArguments arguments = new TorchArguments()) {
                        policy.run("products", arguments.shared(weights).integer(sequences));
                    }
                    return System.nanoTime() - begin;
                })
                .sorted()
                .toArray();
        return perSecond(sequences, nanos[REPEATS / 2]);
    }

    private double decode(DecoderPolicy policy, Tokenizer tokenizer) {
        List<int[]> prompts = IntStream.range(0, PROMPTS)
                .mapToObj(prompt -> IntStream.range(0, promptTokens)
                        .map(place -> (prompt + 7 * place) % policy.shape().vocabulary())
                        .toArray())
                .toList();
        int[] slots = IntStream.range(0, sequences).toArray();
        int[] rows =
                Arrays.stream(slots).map(slot -> slot * PROMPTS / sequences).toArray();
        try (CachedDecoding session = CachedDecoding.open(policy, tokenizer, sequences, promptTokens + tokens);
                DecodingSession.Prefix prefix = session.prefill(prompts)) {
            session.seat(prefix, rows, slots);
            long begin = System.nanoTime();
            for (int token = 0; token < tokens; token++) {
                session.step(slots, uniforms(token), SETTINGS);
            }
            return perSecond((long) sequences * tokens, System.nanoTime() - begin);
        }
    }

    private float[] uniforms(int token) {
        float[] uniforms = new float[sequences];
        for (int i = 0; i < sequences; i++) {
            uniforms[i] = (float) new Seed(i).at(token).uniform();
        }
        return uniforms;
    }

    private static double perSecond(long tokens, long nanos) {
        return tokens * (double) Duration.ofSeconds(1).toNanos() / nanos;
    }
}

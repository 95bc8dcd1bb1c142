package org.waggle.executor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * How fast a policy decodes: everything behind the prompts, which are computed before, drawing the tokens included.
 *
 * @param sequences sequences that a lane decodes at once
 * @param promptTokens length of their prompts, each shared by eight of them
 * @param tokens tokens drawn for each sequence
 */
public record DecodingBenchmark(int sequences, int promptTokens, int tokens) {
    private static final int SHARERS = 8;
    private static final SamplingSettings SETTINGS = new SamplingSettings(1, 0, 1, 0, 1);

    /** Tokens a second that lanes draw side by side. */
    public double speed(DecoderPolicy policy, Tokenizer tokenizer, LaneTimer timer) {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int lane = 0; lane < timer.lanes(); lane++) {
                lanes.add(lane(policy, tokenizer));
            }
            ConcurrentLinkedQueue<Lane> free = new ConcurrentLinkedQueue<>(lanes);
            double seconds = timer.seconds(() -> {
                Lane lane = free.remove();
                decode(lane);
                free.add(lane);
            });
            return (double) timer.lanes() * sequences * tokens / seconds;
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private record Lane(CachedDecoding session, DecodingSession.Prefix prefix) implements AutoCloseable {
        @Override
        public void close() {
            prefix.close();
            session.close();
        }
    }

    private Lane lane(DecoderPolicy policy, Tokenizer tokenizer) {
        List<int[]> prompts = IntStream.rangeClosed(0, (sequences - 1) / SHARERS)
                .mapToObj(prompt -> prompt(prompt, policy.shape().vocabulary()))
                .toList();
        CachedDecoding session = CachedDecoding.open(policy, tokenizer, sequences, promptTokens + tokens);
        return new Lane(session, session.prefill(prompts));
    }

    private int[] prompt(int prompt, int vocabulary) {
        return IntStream.range(0, promptTokens)
                .map(place -> (prompt + 7 * place) % vocabulary)
                .toArray();
    }

    private void decode(Lane lane) {
        int[] slots = IntStream.range(0, sequences).toArray();
        lane.session()
                .seat(
                        lane.prefix(),
                        Arrays.stream(slots).map(slot -> slot / SHARERS).toArray(),
                        slots);
        for (int token = 0; token < tokens; token++) {
            lane.session().step(slots, uniforms(token), SETTINGS);
        }
    }

    private float[] uniforms(int token) {
        float[] uniforms = new float[sequences];
        for (int i = 0; i < sequences; i++) {
            uniforms[i] = (float) new Seed(i).at(token).uniform();
        }
        return uniforms;
    }
}

package org.waggle.executor.sampler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.spi.DecodingSession;
import org.waggle.common.spi.Sampler.Request;
import org.waggle.common.spi.Sampler.Rollout;

/**
 * Continuous batching (Yu et al., Orca, OSDI 2022): a finished sequence frees its slot for the next one at once, and
 * the prompt of a group is computed once. Slots are refilled when a quarter of them is free, as computing a few prompts
 * costs nearly as much as computing many.
 */
final class ContinuousBatch {
    private final Rollout rollout;
    private final List<Request> requests;
    private final DecodingSession session;
    private final SamplingSettings settings;
    private final Queue<LiveSequence> waiting = new ArrayDeque<>();
    private final @Nullable LiveSequence[] slots;
    private int live;

    ContinuousBatch(Rollout rollout, SamplingSettings settings) {
        this.rollout = rollout;
        this.requests = rollout.requests();
        this.session = rollout.policy();
        this.settings = settings;
        this.slots = new LiveSequence[session.slots()];
        IntStream.range(0, requests.size()).forEach(this::enqueue);
    }

    private void enqueue(int index) {
        Request request = requests.get(index);
        for (int i = 0; i < request.samples(); i++) {
            int sample = request.firstSample() + i;
            waiting.add(new LiveSequence(
                    index, sample, request.round(), request.seed().at(sample), settings));
        }
    }

    void run() {
        while (live > 0 || !waiting.isEmpty()) {
            if (!waiting.isEmpty() && (slots.length - live) * 4 >= slots.length) {
                refill();
            }
            step();
        }
    }

    private void refill() {
        List<Integer> seats = new ArrayList<>();
        List<int[]> prompts = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        int request = -1;
        for (int slot = 0; slot < slots.length && !waiting.isEmpty(); slot++) {
            if (slots[slot] == null) {
                LiveSequence next = waiting.remove();
                if (next.request() != request) {
                    request = next.request();
                    prompts.add(requests.get(request).prompt());
                }
                slots[slot] = next;
                seats.add(slot);
                rows.add(prompts.size() - 1);
            }
        }
        live += seats.size();
        try (DecodingSession.Prefix prefix = session.prefill(prompts)) {
            session.seat(prefix, ints(rows), ints(seats));
        }
    }

    private void step() {
        int[] active = IntStream.range(0, slots.length)
                .filter(slot -> slots[slot] != null)
                .toArray();
        float[] uniforms = new float[active.length];
        for (int i = 0; i < active.length; i++) {
            uniforms[i] = occupant(active[i]).uniform();
        }
        DecodingSession.Draw draw = session.step(active, uniforms, settings);
        for (int i = 0; i < active.length; i++) {
            advance(active[i], draw, i);
        }
    }

    private void advance(int slot, DecodingSession.Draw draw, int row) {
        LiveSequence sequence = occupant(slot);
        sequence.append(draw, row);
        if (sequence.isFinished(session)) {
            rollout.finished(sequence.request(), sequence.completion(session));
            slots[slot] = null;
            live--;
        }
    }

    private LiveSequence occupant(int slot) {
        LiveSequence sequence = slots[slot];
        if (sequence == null) {
            throw new IllegalStateException("Invalid slot: %d is empty".formatted(slot));
        }
        return sequence;
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}

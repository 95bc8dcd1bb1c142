package org.waggle.executor.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.waggle.common.spi.DecodingSession;

/** Keys, values and last hidden states of prompts, computed once and copied into as many slots as wanted. */
final class ComputedPrompts implements DecodingSession.Prefix {
    private static final int CHUNK_TOKENS = 2048;

    private final PtNDManager manager;
    private final List<Part> parts = new ArrayList<>();
    private final int[] lengths;
    private final int rowsPerPart;

    /** Prompts of a part: cache [2 layers, B, K, T, D] and last hidden states [B, H]. */
    record Part(PtNDArray cache, PtNDArray last) {}

    ComputedPrompts(DecoderPolicy policy, IValue weights, List<int[]> prompts) {
        this.manager = policy.scope();
        this.lengths = prompts.stream().mapToInt(prompt -> prompt.length).toArray();
        int length = Padding.prompt(Arrays.stream(lengths).max().orElse(1));
        this.rowsPerPart = Padding.rows(CHUNK_TOKENS / length);
        try {
            for (int from = 0; from < prompts.size(); from += rowsPerPart) {
                int to = Math.min(prompts.size(), from + rowsPerPart);
                parts.add(compute(policy, weights, prompts.subList(from, to), length));
            }
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    int length(int row) {
        return lengths[row];
    }

    /** Copies row {@code rows[i]} into row {@code to[i]} of a session's cache. */
    void seat(SlotCache cache, int[] rows, int[] to) {
        for (int part = 0; part < parts.size(); part++) {
            int index = part;
            int[] here = IntStream.range(0, rows.length)
                    .filter(i -> rows[i] / rowsPerPart == index)
                    .toArray();
            if (here.length > 0) {
                int[] from = Arrays.stream(here).map(i -> rows[i] % rowsPerPart).toArray();
                int[] into = Arrays.stream(here).map(i -> to[i]).toArray();
                int longest =
                        Arrays.stream(here).map(i -> lengths[rows[i]]).max().orElseThrow();
                cache.seat(parts.get(part), Padding.pairs(from, into), longest);
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private Part compute(DecoderPolicy policy, IValue weights, List<int[]> prompts, int length) {
        int rows = Padding.rows(prompts.size());
        int[] ids = new int[rows * length];
        int[] counts = new int[rows];
        Arrays.fill(counts, 1);
        for (int row = 0; row < prompts.size(); row++) {
            int[] prompt = prompts.get(row);
            policy.requireKnown(Arrays.stream(prompt).asLongStream());
            System.arraycopy(prompt, 0, ids, row * length, prompt.length);
            counts[row] = prompt.length;
        }
        try (PtNDManager scope = policy.scope();
                TorchArguments arguments = new TorchArguments()) {
            arguments
                    .tensor(Tensors.longs(scope, ids, rows, length))
                    .tensor(Tensors.longs(scope, counts, rows))
                    .shared(weights)
                    .tensor(policy.frequencies())
                    .tensor(policy.numbers())
                    .real(policy.shape().normEpsilon());
            List<PtNDArray> result = policy.decoded("prefill", arguments, manager);
            return new Part(result.get(0), result.get(1));
        }
    }
}

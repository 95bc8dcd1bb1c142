package org.waggle.executor.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * Decoding with a preallocated cache of keys and values, one place for each token of each slot.
 *
 * <p>What a slot draws depends on its tokens, its uniform draws and the weights, never on the other slots: rows and
 * lengths are padded ({@link Padding}) and each slot has its own positions. Of one thread at a time.
 */
public final class CachedDecoding implements DecodingSession {
    private static final float LARGEST_UNIFORM = 1 - 0x1p-22f;

    private final DecoderPolicy policy;
    private final IValue weights;
    private final Tokenizer tokenizer;
    private final int slots;
    private final int maxLength;
    private final int[] ends;
    private final SlotCache cache;
    private final SlotTable table;

    private CachedDecoding(DecoderPolicy policy, Tokenizer tokenizer, int slots, int maxLength) {
        int rows = Padding.rows(slots);
        this.policy = policy;
        this.weights = policy.decodingWeights().acquire();
        this.tokenizer = tokenizer;
        this.slots = slots;
        this.maxLength = maxLength;
        this.ends = tokenizer.ends();
        this.table = new SlotTable(rows);
        // One place more than the longest sequence: a slot that is full but not stepped is fed into it.
        this.cache = new SlotCache(policy, rows, maxLength + 1);
    }

    /**
     * A session with empty slots.
     *
     * @param slots number of sequences decoded at once, at least 1
     * @param maxLength longest sequence, prompt and completion together, at most the policy's positions
     */
    public static CachedDecoding open(DecoderPolicy policy, Tokenizer tokenizer, int slots, int maxLength) {
        int positions = policy.shape().maxPositions();
        if (slots < 1 || maxLength < 1 || maxLength > positions) {
            throw RunException.input(
                    "Invalid decoding session: %d slots of %d tokens (must be at least 1, and at most the model's %d positions)",
                    slots, maxLength, positions);
        }
        return new CachedDecoding(policy, tokenizer, slots, maxLength);
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public boolean ends(int token) {
        return tokenizer.ends(token);
    }

    @Override
    public String text(int[] tokens) {
        return tokenizer.decode(tokens);
    }

    @Override
    public Prefix prefill(List<int[]> prompts) {
        for (int[] prompt : prompts) {
            if (prompt.length < 1 || prompt.length >= maxLength) {
                throw RunException.input(
                        "Invalid prompt: %d tokens (must be at least 1 and leave room for a completion in %d)",
                        prompt.length, maxLength);
            }
        }
        return new ComputedPrompts(policy, weights, prompts);
    }

    @Override
    public void seat(Prefix prefix, int[] rows, int[] slots) {
        ComputedPrompts prompts = (ComputedPrompts) prefix;
        int[] places = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            places[i] = table.row(slots[i]);
            table.seat(slots[i], prompts.length(rows[i]));
        }
        prompts.seat(cache, rows, places);
    }

    /**
     * Replaces the token that the last step drew for a slot: the next step continues from it.
     *
     * @throws IllegalStateException if the slot has drawn nothing since it was seated
     */
    public void force(int slot, int token) {
        if (table.pending(slot) == SlotTable.NOTHING_TO_FEED) {
            throw new IllegalStateException("Invalid slot: " + slot + " (must have drawn a token to replace)");
        }
        table.replace(slot, token);
    }

    @Override
    public Draw step(int[] slots, float[] uniforms, SamplingSettings settings) {
        int rows = gather(slots);
        try (PtNDManager scope = policy.scope()) {
            PtNDArray feed = Tensors.empty(scope, DataType.INT64, 4, rows);
            PtNDArray chances = Tensors.empty(scope, DataType.FLOAT32, rows);
            int used = write(slots, uniforms, feed, chances);
            boolean early = forbidEnds(slots, settings.minTokens(), feed);
            cache.reserve(table.longest() + 1);
            PtNDArray tokens = Tensors.empty(scope, DataType.INT64, rows);
            PtNDArray out = Tensors.empty(scope, DataType.FLOAT32, 3, rows);
            try (TorchArguments arguments = cache.arguments()) {
                arguments
                        .tensor(feed)
                        .shared(weights)
                        .tensor(policy.frequencies())
                        .tensor(policy.numbers())
                        .real(policy.shape().normEpsilon())
                        .flag(used > 0)
                        .integer(Padding.cache(used))
                        .tensor(chances)
                        .tensor(Tensors.longs(scope, early ? ends : new int[0], early ? ends.length : 0));
                TokenFilter.of(settings, policy.shape().vocabulary()).addTo(arguments, scope);
                policy.decode("step", arguments.tensor(tokens).tensor(out));
            }
            return draw(slots, Tensors.longs(tokens), Tensors.floats(out), rows);
        }
    }

    @Override
    public void close() {
        cache.close();
        policy.decodingWeights().release();
    }

    /** Marks the rows whose completions are too short to end; returns whether there is one. */
    private boolean forbidEnds(int[] slots, int minTokens, PtNDArray feed) {
        LongBuffer marks = Tensors.longs(feed);
        int rows = (int) feed.getShape().get(1);
        boolean any = false;
        for (int slot : slots) {
            if (table.drawn(slot) < minTokens) {
                marks.put(3 * rows + table.row(slot), 1);
                any = true;
            }
        }
        return any;
    }

    /** Writes tokens, positions and what to keep; returns the cache length in use, 0 if there is nothing to feed. */
    private int write(int[] slots, float[] uniforms, PtNDArray feed, PtNDArray chances) {
        int rows = (int) chances.getShape().get(0);
        long[] input = new long[4 * rows];
        for (int row = 0; row < rows; row++) {
            input[rows + row] = table.length(table.slot(row));
            input[2 * rows + row] = 1;
        }
        float[] drawn = new float[rows];
        int used = 0;
        for (int i = 0; i < slots.length; i++) {
            int row = table.row(slots[i]);
            drawn[row] = Math.min(uniforms[i], LARGEST_UNIFORM);
            if (table.pending(slots[i]) != SlotTable.NOTHING_TO_FEED) {
                int length = table.length(slots[i]);
                input[row] = table.pending(slots[i]);
                input[rows + row] = length - 1L;
                input[2 * rows + row] = 0;
                used = Math.max(used, length);
            }
        }
        Tensors.longs(feed).put(input);
        Tensors.floats(chances).put(drawn);
        return used;
    }

    private Draw draw(int[] slots, LongBuffer tokens, FloatBuffer out, int rows) {
        Draw draw = new Draw(
                new int[slots.length], new float[slots.length], new float[slots.length], new float[slots.length]);
        for (int i = 0; i < slots.length; i++) {
            int row = table.row(slots[i]);
            draw.tokens()[i] = (int) tokens.get(row);
            draw.logpSampled()[i] = out.get(row);
            draw.logpPolicy()[i] = out.get(rows + row);
            draw.entropy()[i] = out.get(2 * rows + row);
            table.append(slots[i], draw.tokens()[i]);
        }
        return draw;
    }

    /** Moves the slots together where that halves the rows; returns the number of rows to compute. */
    private int gather(int[] slots) {
        for (int slot : slots) {
            if (table.length(slot) < 1 || table.length(slot) >= maxLength) {
                throw new IllegalStateException(
                        "Invalid slot: %d (must be seated and hold fewer than %d tokens, holds %d)"
                                .formatted(slot, maxLength, table.length(slot)));
            }
        }
        int needed = Padding.rows(slots.length);
        if (2 * needed <= Padding.rows(table.rowsUsed(slots))) {
            cache.move(table.gather(slots), table.longest());
        }
        return Padding.rows(table.rowsUsed(slots));
    }
}

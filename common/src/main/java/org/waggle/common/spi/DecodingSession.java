package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.SamplingSettings;

/**
 * A policy in the middle of decoding: a fixed number of slots, each with a sequence's key-value cache. A sampler says
 * which prompt sits in which slot, steps all live slots at once, forces tokens where it wants, and frees slots.
 */
public interface DecodingSession extends AutoCloseable {
    /**
     * What one step drew; arrays are [live slots], in the order of the slots given.
     *
     * @param tokens drawn tokens
     * @param logpSampled log-probability under the distribution drawn from
     * @param logpPolicy log-probability under the untruncated policy
     * @param entropy entropy of the untruncated policy in nats
     */
    record Draw(int[] tokens, float[] logpSampled, float[] logpPolicy, float[] entropy) {}

    /** A computed prompt batch, from which slots are forked. */
    interface Prefix extends AutoCloseable {
        @Override
        void close();
    }

    /** Number of slots. */
    int slots();

    /** True if a token ends a completion. */
    boolean ends(int token);

    /** The text of tokens, special tokens left out. */
    String text(int[] tokens);

    /** Computes prompts, each once however many completions will be forked from it. */
    Prefix prefill(List<int[]> prompts);

    /** Forks row {@code rows[i]} of a computed prefix into slot {@code slots[i]}. */
    void seat(Prefix prefix, int[] rows, int[] slots);

    /**
     * Draws the next token of each live slot and appends it to the slot.
     *
     * @param slots the live slots
     * @param uniforms one uniform draw from [0, 1) for each
     */
    Draw step(int[] slots, float[] uniforms, SamplingSettings settings);

    @Override
    void close();
}

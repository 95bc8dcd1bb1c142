package org.waggle.executor.engine;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/**
 * Keys and values of the rows of a session, [2 layers, S, K, M, D], and the hidden state that each row's next token is
 * drawn from, [S, H].
 *
 * <p>The length M grows by doubling as sequences do: a cache as long as the longest possible sequence would leave gaps
 * between the rows that the processor's caches cannot use.
 */
final class SlotCache implements AutoCloseable {
    private final DecoderPolicy policy;
    private final PtNDManager manager;
    private final PtNDArray last;
    private final int mostPlaces;
    private PtNDArray cache;

    /** A cache of zeros for so many rows of at most so many tokens each. */
    SlotCache(DecoderPolicy policy, int rows, int mostPlaces) {
        DecoderShape shape = policy.shape();
        this.policy = policy;
        this.mostPlaces = mostPlaces;
        this.manager = policy.scope();
        this.last = zeros(rows, shape.hidden());
        this.cache = zeros(2L * shape.layers(), rows, shape.keyValueHeads(), Padding.cache(1), shape.headSize());
    }

    /** Adds what the script's methods take first: cache, last hidden states. */
    TorchArguments arguments() {
        return new TorchArguments().tensor(cache).tensor(last);
    }

    /** Makes room for so many tokens in each row. */
    void reserve(int places) {
        int room = (int) cache.getShape().get(3);
        if (places > room) {
            int wanted = Padding.cache(Math.max(places, Math.min(2 * room, mostPlaces)));
            try (TorchArguments arguments = new TorchArguments();
                    PtNDArray old = cache) {
                cache = policy.decoded("grow", arguments.tensor(old).integer(wanted), manager)
                        .get(0);
            }
        }
    }

    /**
     * Copies computed prompts.
     *
     * @param seats [2, n]: row of the prompt, row of this cache
     * @param length length of the longest of the prompts
     */
    void seat(ComputedPrompts.Part prompts, int[] seats, int length) {
        reserve(length);
        try (PtNDManager scope = policy.scope();
                TorchArguments arguments = arguments()) {
            arguments.tensor(prompts.cache()).tensor(prompts.last());
            arguments.tensor(Tensors.longs(scope, seats, 2, seats.length / 2)).integer(length);
            policy.decode("seat", arguments);
        }
    }

    /**
     * Moves rows, all at once.
     *
     * @param moves [2, n]: old row, new row
     * @param length length of the longest sequence of any row
     */
    void move(int[] moves, int length) {
        try (PtNDManager scope = policy.scope();
                TorchArguments arguments = arguments()) {
            arguments.tensor(Tensors.longs(scope, moves, 2, moves.length / 2)).integer(length);
            policy.decode("move", arguments);
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private PtNDArray zeros(long... shape) {
        try (TorchArguments arguments = new TorchArguments();
                PtNDArray zeros = (PtNDArray) manager.zeros(new Shape(shape))) {
            arguments.tensor(zeros).shared(policy.parameterList());
            return policy.decoded("like_weights", arguments, manager).get(0);
        }
    }
}

package org.waggle.executor.engine;

import java.nio.ByteBuffer;

/** Gives the values of a flat parameter vector in pieces, in any order, from wherever they lie. */
@FunctionalInterface
public interface WeightSource {
    /** Takes pieces of a flat vector, from several threads at a time. */
    @FunctionalInterface
    interface Sink {
        /**
         * Copies a piece into its place.
         *
         * @param offset index of the piece's first value in the flat vector
         * @param values little-endian values, in the type that the policy computes in, or float32 of an adapter, from
         *     the buffer's position to its limit; the buffer is consumed
         */
        void fill(long offset, ByteBuffer values);
    }

    /** Gives every value exactly once. */
    void copyTo(Sink sink);
}

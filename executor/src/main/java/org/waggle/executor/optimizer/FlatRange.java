package org.waggle.executor.optimizer;

import java.io.Serializable;

/**
 * A stretch of the vector that a model's parameters are laid out in.
 *
 * @param from first element
 * @param to element after the last one
 */
public record FlatRange(long from, long to) implements Serializable {
    /** Checks the order. */
    public FlatRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("Invalid range: [%d, %d) (must be 0 <= from <= to)".formatted(from, to));
        }
    }
}

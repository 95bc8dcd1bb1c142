package org.waggle.executor.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Sequences for one forward pass, and the tokens among them to score.
 *
 * @param ids token ids, row by row, [rows * length]; rows are padded on the right with any valid id
 * @param rows number of sequences B
 * @param length padded number of tokens T
 * @param positions where to score: index {@code row * length + column} of the token that predicts, [N]
 * @param targets the token id to score there, [N]
 */
public record TokenBatch(int[] ids, int rows, int length, int[] positions, int[] targets) {
    /** Checks that the arrays fit together. */
    public TokenBatch {
        if (ids.length != rows * length || rows < 1 || length < 1) {
            throw new IllegalArgumentException("Invalid ids: %d tokens (must be rows %d * length %d, at least one)"
                    .formatted(ids.length, rows, length));
        }
        if (positions.length != targets.length) {
            throw new IllegalArgumentException("Invalid targets: %d (must be as many as positions: %d)"
                    .formatted(targets.length, positions.length));
        }
        for (int position : positions) {
            if (position < 0 || position >= ids.length) {
                throw new IllegalArgumentException(
                        "Invalid position: %d (must be in [0, %d))".formatted(position, ids.length));
            }
        }
    }

    /**
     * A batch that scores each sequence's tokens from a given place on, each from what precedes it.
     *
     * @param sequences token ids; the batch is padded to the longest
     * @param firstScored for each sequence the index of the first token to score, from 1 to its length
     */
    public static TokenBatch of(List<int[]> sequences, int[] firstScored) {
        int length = sequences.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] ids = new int[sequences.size() * length];
        int count = 0;
        for (int row = 0; row < sequences.size(); row++) {
            int[] sequence = sequences.get(row);
            System.arraycopy(sequence, 0, ids, row * length, sequence.length);
            count += sequence.length - firstScored(firstScored[row], sequence);
        }
        int[] positions = new int[count];
        int[] targets = new int[count];
        int next = 0;
        for (int row = 0; row < sequences.size(); row++) {
            int[] sequence = sequences.get(row);
            for (int token = firstScored[row]; token < sequence.length; token++) {
                positions[next] = row * length + token - 1;
                targets[next++] = sequence[token];
            }
        }
        return new TokenBatch(ids, sequences.size(), length, positions, targets);
    }

    /** Number of scored tokens N. */
    public int scored() {
        return positions.length;
    }

    /** [2, N]: positions, then targets. */
    int[] selection() {
        int[] both = Arrays.copyOf(positions, 2 * positions.length);
        System.arraycopy(targets, 0, both, positions.length, targets.length);
        return both;
    }

    private static int firstScored(int first, int[] sequence) {
        if (first < 1 || first > sequence.length) {
            throw new IllegalArgumentException(
                    "Invalid first scored token: %d (must be in [1, %d]: the first token has nothing before it)"
                            .formatted(first, sequence.length));
        }
        return first;
    }
}

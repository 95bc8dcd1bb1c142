package org.waggle.executor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tokens of many sequences one after the other, without padding: first the roots, which begin at position 0, then the
 * branches, each of which goes on where a root ends. A token attends to what precedes it in its own row and, in a
 * branch, to the whole root.
 */
final class PackedTokens {
    private final IntStream.Builder ids = IntStream.builder();
    private final IntStream.Builder positions = IntStream.builder();
    private final List<Row> roots = new ArrayList<>();
    private final List<Row> branches = new ArrayList<>();
    private final IntStream.Builder parents = IntStream.builder();
    private final IntStream.Builder parentLengths = IntStream.builder();
    private int size;

    /** A run of tokens. */
    private record Row(int start, int length) {
        /** The token in a column; beyond the end, the last one. */
        int token(int column) {
            return start + Math.min(column, length - 1);
        }
    }

    /** Adds a root; none may follow a branch. Returns the place of its first token. */
    int root(int[] tokens, int length) {
        if (!branches.isEmpty() || length == 0) {
            throw new IllegalArgumentException("Invalid root: %d tokens after %d branches (must be >= 1 after none)"
                    .formatted(length, branches.size()));
        }
        roots.add(new Row(size, length));
        return add(tokens, length, 0);
    }

    /** Adds a branch of a root, by the root's number. Returns the place of its first token. */
    int branch(int root, int[] tokens, int length) {
        if (length > 0) {
            branches.add(new Row(size, length));
            parents.add(root);
            parentLengths.add(roots.get(root).length());
        }
        return add(tokens, length, roots.get(root).length());
    }

    private int add(int[] tokens, int length, int position) {
        int start = size;
        for (int i = 0; i < length; i++) {
            ids.add(tokens[i]);
            positions.add(position + i);
        }
        size += length;
        return start;
    }

    /** Number of tokens T. */
    int size() {
        return size;
    }

    /** [T, number of roots R, their padded length P, number of branches C, their padded length L]. */
    int[] sizes() {
        return new int[] {size, roots.size(), longest(roots), branches.size(), longest(branches)};
    }

    /**
     * What the script calls the plan: ids [T], positions [T]; the token at each place of the padded rows [R, P] and [C,
     * L]; the place of each token among those [T]; for each branch its root [C] and the root's length [C].
     */
    int[] plan() {
        int[] padded = IntStream.concat(padded(roots), padded(branches)).toArray();
        int[] places = new int[size];
        for (int place = padded.length - 1; place >= 0; place--) {
            places[padded[place]] = place; // the first of a token's places: the others are padding
        }
        return List.of(
                        ids.build(),
                        positions.build(),
                        IntStream.of(padded),
                        IntStream.of(places),
                        parents.build(),
                        parentLengths.build())
                .stream()
                .flatMapToInt(part -> part)
                .toArray();
    }

    private static int longest(List<Row> rows) {
        return rows.stream().mapToInt(Row::length).max().orElse(0);
    }

    private static IntStream padded(List<Row> rows) {
        int length = longest(rows);
        return rows.stream().flatMapToInt(row -> IntStream.range(0, length).map(row::token));
    }
}

package org.waggle.executor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each slot of a session holds, and in which row of the cache it lies. Rows are exchanged so that the slots that
 * are stepped stay in the first rows, and finished ones cost nothing.
 */
final class SlotTable {
    /** The slot's next token is drawn from what the prompt left; there is no token to feed. */
    static final int NOTHING_TO_FEED = -1;

    private final int[] rowOf;
    private final int[] slotOf;
    private final int[] prompts;
    private final int[] lengths;
    private final int[] pending;

    SlotTable(int rows) {
        rowOf = new int[rows];
        slotOf = new int[rows];
        prompts = new int[rows];
        lengths = new int[rows];
        pending = new int[rows];
        Arrays.setAll(rowOf, i -> i);
        Arrays.setAll(slotOf, i -> i);
    }

    int row(int slot) {
        return rowOf[slot];
    }

    int slot(int row) {
        return slotOf[row];
    }

    /** Tokens of a slot, prompt and drawn ones. */
    int length(int slot) {
        return lengths[slot];
    }

    /** Token that was drawn but not fed yet, or {@link #NOTHING_TO_FEED}. */
    int pending(int slot) {
        return pending[slot];
    }

    /** Tokens that a slot has drawn. */
    int drawn(int slot) {
        return lengths[slot] - prompts[slot];
    }

    void seat(int slot, int length) {
        prompts[slot] = length;
        lengths[slot] = length;
        pending[slot] = NOTHING_TO_FEED;
    }

    void append(int slot, int token) {
        lengths[slot]++;
        pending[slot] = token;
    }

    void replace(int slot, int token) {
        pending[slot] = token;
    }

    /** The longest sequence of any slot. */
    int longest() {
        return Arrays.stream(lengths).max().orElse(0);
    }

    /** Rows up to and including the last one among some slots. */
    int rowsUsed(int[] slots) {
        return Arrays.stream(slots).map(slot -> rowOf[slot]).max().orElse(-1) + 1;
    }

    /**
     * Exchanges rows so that the given slots lie in the first rows.
     *
     * @return [2, n]: old row, new row of every slot that moved
     */
    int[] gather(int[] slots) {
        boolean[] wanted = new boolean[rowOf.length];
        for (int slot : slots) {
            wanted[slot] = true;
        }
        List<Integer> moved = new ArrayList<>();
        int hole = 0;
        for (int slot : slots) {
            if (rowOf[slot] >= slots.length) {
                while (wanted[slotOf[hole]]) {
                    hole++;
                }
                moved.add(slot);
                moved.add(slotOf[hole]);
                exchange(slot, slotOf[hole]);
            }
        }
        int[] from = new int[moved.size()];
        int[] to = new int[moved.size()];
        for (int i = 0; i < moved.size(); i++) {
            to[i] = rowOf[moved.get(i)];
            from[i] = rowOf[moved.get(i ^ 1)];
        }
        return Padding.pairs(from, to);
    }

    private void exchange(int one, int other) {
        int row = rowOf[one];
        rowOf[one] = rowOf[other];
        rowOf[other] = row;
        slotOf[rowOf[one]] = one;
        slotOf[rowOf[other]] = other;
    }
}

package org.waggle.executor.task.gym;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A rule that maps a row of cells to another; a cell is 0 or a colour from 1 to 9.
 *
 * @param inputs draws rows that the rule has a meaning for
 * @param output maps them
 */
record ArcRule(Inputs inputs, Output output) {
    /** Draws a row of so many cells, empty if what was drawn has no meaning. */
    interface Inputs {
        Optional<int[]> drawn(Chance chance, int size);
    }

    /** Maps a row to a row of the same size, and leaves it as it is. */
    interface Output {
        int[] of(int[] row);
    }

    /** The same seen from the other side. */
    ArcRule mirrored() {
        return new ArcRule(
                (chance, size) -> inputs.drawn(chance, size).map(ArcRule::reversed),
                row -> reversed(output.of(reversed(row))));
    }

    private static int[] reversed(int[] row) {
        return row(row.length, place -> row[row.length - 1 - place]);
    }

    /** A row of cells that are functions of their place. */
    static int[] row(int size, IntFunction<Integer> cell) {
        int[] row = new int[size];
        for (int place = 0; place < size; place++) {
            row[place] = cell.apply(place);
        }
        return row;
    }
}

package org.waggle.executor.task.gym;

import java.util.ArrayList;
import java.util.List;

/** Cells in a row that aren't 0, from a place to before another. */
record ArcBlock(int from, int to) {
    int length() {
        return to - from;
    }

    /** All of a row, from the left. */
    static List<ArcBlock> of(int[] row) {
        List<ArcBlock> blocks = new ArrayList<>();
        int from = -1;
        for (int place = 0; place <= row.length; place++) {
            boolean isIn = place < row.length && row[place] != 0;
            if (isIn && from < 0) {
                from = place;
            } else if (!isIn && from >= 0) {
                blocks.add(new ArcBlock(from, place));
                from = -1;
            }
        }
        return blocks;
    }

    /** The only block of a row. */
    static ArcBlock only(int[] row) {
        List<ArcBlock> blocks = of(row);
        GymJson.require(blocks.size() == 1, "input");
        return blocks.get(0);
    }

    /** Paints it. */
    void paint(int[] row, int color) {
        for (int place = from; place < to; place++) {
            row[place] = color;
        }
    }
}

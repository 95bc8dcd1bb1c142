package org.waggle.driver.dataset;

import java.util.Arrays;
import org.apache.spark.sql.Row;

/** Finds what rows have in common, as they come sorted by question, held-out ones first, then by content. */
final class Neighbours {
    private byte[] question = new byte[0];
    private byte[] content = new byte[0];
    private boolean heldOut;

    /** The fate of the next row. */
    Fate fate(Row row) {
        Fate fate = Examined.fate(row);
        if (!fate.isKept()) {
            return fate;
        }
        byte[] nextQuestion = row.getAs(Examined.QUESTION);
        byte[] nextContent = row.getAs(Examined.CONTENT);
        if (Arrays.equals(question, nextQuestion)) {
            if (heldOut && fate == Fate.TRAIN) {
                return Fate.IN_HELD_OUT;
            }
            if (Arrays.equals(content, nextContent)) {
                return Fate.DUPLICATE;
            }
        }
        question = nextQuestion;
        content = nextContent;
        heldOut = fate == Fate.HELD_OUT;
        return fate;
    }
}

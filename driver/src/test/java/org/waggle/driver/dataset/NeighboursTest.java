package org.waggle.driver.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Problem;

class NeighboursTest {
    private static Row row(String prompt, String answer, boolean heldOut) {
        return withSchema(Examined.problem(new Problem("id", prompt, answer, Map.of()), heldOut, 1));
    }

    private static Row withSchema(Row row) {
        Object[] values = new Object[row.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return new GenericRowWithSchema(values, Examined.SCHEMA);
    }

    @Test
    void duplicatesAndWhatIsHeldOutElsewhereAreFoundByTheRowBefore() {
        Neighbours neighbours = new Neighbours();
        List<Row> sorted = List.of(
                withSchema(Examined.dropped(Fate.TOO_LONG)),
                row("a", "1", true),
                row("a", "1", true),
                row("a", "1", false),
                row("a", "2", false),
                row("b", "1", false),
                row("b", "1", false),
                row("b", "2", false));

        assertThat(sorted.stream().map(neighbours::fate))
                .containsExactly(
                        Fate.TOO_LONG,
                        Fate.HELD_OUT,
                        Fate.DUPLICATE,
                        Fate.IN_HELD_OUT,
                        Fate.IN_HELD_OUT,
                        Fate.TRAIN,
                        Fate.DUPLICATE,
                        Fate.TRAIN);
    }
}

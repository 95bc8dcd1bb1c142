package org.waggle.driver.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/** What a row of Spark's says, whatever file it comes from. */
interface RowDecoder extends Serializable {
    /** The columns by name, as a JSON object: text, numbers, truths, and what is nested. */
    JsonNode decode(Row row) throws BadRow;

    /** Whether the row stands for nothing, such as an empty line. */
    default boolean isBlank(Row row) {
        return false;
    }
}

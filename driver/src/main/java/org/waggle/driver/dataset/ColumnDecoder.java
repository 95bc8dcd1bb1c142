package org.waggle.driver.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of typed columns, each made text by Spark.
 *
 * @param columns the columns that are wanted
 */
record ColumnDecoder(List<Column> columns) implements RowDecoder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * A column.
     *
     * @param name its name in the file
     * @param kind how its text is meant
     */
    record Column(String name, Kind kind) implements java.io.Serializable {}

    /** How the text of a column is meant. */
    enum Kind {
        /** As it is. */
        TEXT,
        /** As it is, where Spark has put a sign in place of what wasn't UTF-8. */
        REPAIRED_TEXT,
        /** As JSON. */
        JSON
    }

    @Override
    public JsonNode decode(Row row) throws BadRow {
        if (row.getAs(Source.CORRUPT) != null) {
            throw new BadRow("its values are not those of the columns in the first line");
        }
        ObjectNode node = JSON.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            node.set(column.name(), value(column, row.getString(i)));
        }
        return node;
    }

    private static @Nullable JsonNode value(Column column, @Nullable String text) throws BadRow {
        if (text == null) {
            return JSON.nullNode();
        }
        if (column.kind() == Kind.REPAIRED_TEXT && text.indexOf(REPLACEMENT) >= 0) {
            throw new BadRow("column '%s' is not UTF-8", column.name());
        }
        return column.kind() == Kind.JSON
                ? tree(column, text)
                : JSON.getNodeFactory().textNode(text);
    }

    private static JsonNode tree(Column column, String text) throws BadRow {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadRow("column '%s' is not what Spark says it is (%s)", column.name(), e.getOriginalMessage());
        }
    }
}

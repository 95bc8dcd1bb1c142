package org.waggle.driver.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Row;
import org.waggle.executor.task.DataFormat;

/**
 * Reads lines, strictly: what isn't UTF-8 is refused, not replaced.
 *
 * @param format JSONL or TEXT
 */
record LineDecoder(DataFormat format) implements RowDecoder {
    /** Column of a text file. */
    static final String TEXT = "text";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public JsonNode decode(Row row) throws BadRow {
        byte[] line = row.getAs(Source.LINE);
        return format == DataFormat.TEXT ? text(line) : object(line);
    }

    @Override
    public boolean isBlank(Row row) {
        byte[] line = row.getAs(Source.LINE);
        for (byte letter : line) {
            if (letter < 0 || letter > ' ') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode text(byte[] line) throws BadRow {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            return JSON.createObjectNode().put(TEXT, text);
        } catch (CharacterCodingException e) {
            throw new BadRow("it is not UTF-8");
        }
    }

    private static JsonNode object(byte[] line) throws BadRow {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new BadRow(
                    "it cannot be read as JSON (%s)",
                    e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new BadRow("it is not UTF-8");
        }
        if (!node.isObject()) {
            throw new BadRow("it is not a JSON object but %s", Values.kind(node));
        }
        return node;
    }
}

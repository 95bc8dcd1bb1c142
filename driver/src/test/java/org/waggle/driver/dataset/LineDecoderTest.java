package org.waggle.driver.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.executor.task.DataFormat;

class LineDecoderTest {
    private static final LineDecoder JSONL = new LineDecoder(DataFormat.JSONL);
    private static final LineDecoder TEXT = new LineDecoder(DataFormat.TEXT);

    private static Row row(byte[] line) {
        return new GenericRowWithSchema(new Object[] {line}, new StructType().add(Source.LINE, DataTypes.BinaryType));
    }

    private static Row row(String line) {
        return row(line.getBytes(UTF_8));
    }

    @Test
    void numbersKeepTheirDigits() throws BadRow {
        assertThat(Values.any(JSONL.decode(row("{\"a\": 12345678901234567890.50}")), "a"))
                .isEqualTo("12345678901234567890.50");
    }

    @Test
    void aLineOfTextIsOneColumn() throws BadRow {
        assertThat(Values.text(TEXT.decode(row("Wie geht's, Bär?")), "text")).isEqualTo("Wie geht's, Bär?");
    }

    @Test
    void linesWithoutLettersAreBlank() {
        assertThat(JSONL.isBlank(row(" \t\r"))).isTrue();
        assertThat(JSONL.isBlank(row(" x"))).isFalse();
    }

    @Test
    void whatIsNotUtf8IsRefusedNotReplaced() {
        byte[] latin = "{\"a\": \"Bär\"}".getBytes(ISO_8859_1);

        assertThat(catchThrowableOfType(BadRow.class, () -> TEXT.decode(row(latin)))
                        .reason())
                .isEqualTo("it is not UTF-8");
        assertThat(catchThrowableOfType(BadRow.class, () -> JSONL.decode(row(latin)))
                        .reason())
                .startsWith("it cannot be read as JSON (Invalid UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1      | it cannot be read as JSON (Unexpected end-of-input
            {"a": 1} {}  | it cannot be read as JSON (Trailing token
            [1, 2]       | it is not a JSON object but a list
            twelve       | it cannot be read as JSON (Unrecognized token
            """)
    void aLineThatIsNoJsonObjectIsRefused(String line, String message) {
        assertThat(catchThrowableOfType(BadRow.class, () -> JSONL.decode(row(line)))
                        .reason())
                .startsWith(message);
    }

    @Test
    void aHugeValueIsRefused() {
        String line = "{\"a\": \"" + "x".repeat(20_000_001) + "\"}";

        assertThat(catchThrowableOfType(BadRow.class, () -> JSONL.decode(row(line)))
                        .reason())
                .contains("exceeds the maximum allowed (20000000");
    }
}

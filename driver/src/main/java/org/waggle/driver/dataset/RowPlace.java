package org.waggle.driver.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.sql.Row;
import org.waggle.common.checkpoint.Storage;

/** Says where a row stands, for messages: lines are looked for only then, since Spark doesn't count them. */
final class RowPlace {
    private final Storage storage;
    private String file = "";
    private long rowsBefore;

    RowPlace(Storage storage) {
        this.storage = storage;
    }

    /** Takes notice of the next row of a partition, and says where it stands if it must. */
    void next(Row row) {
        String path = row.getAs(Source.FILE);
        rowsBefore = path.equals(file) ? rowsBefore + 1 : 0;
        file = path;
    }

    /** Such as {@code data/train.jsonl line 12}. */
    String of(Row row) {
        Path path = new Path(URI.create(file));
        if (row.schema().getFieldIndex(Source.LINE).isDefined()) {
            byte[] line = row.getAs(Source.LINE);
            return "%s line %d".formatted(Storage.shown(path), lineNumber(path, line));
        }
        Long number = row.getAs(Source.ROW);
        return "%s row %d".formatted(Storage.shown(path), 1 + (number == null ? rowsBefore : number));
    }

    /** Number of the first line with these bytes, from 1; what one of them is told of holds for all. */
    private long lineNumber(Path path, byte[] wanted) {
        try (InputStream in = open(path);
                LineReader lines = new LineReader(in)) {
            Text line = new Text();
            long number = 0;
            while (lines.readLine(line) > 0) {
                number++;
                if (Arrays.equals(line.getBytes(), 0, line.getLength(), wanted, 0, wanted.length)) {
                    return number;
                }
            }
            return number;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read %s again".formatted(path), e);
        }
    }

    private InputStream open(Path path) throws IOException {
        InputStream plain = storage.fileSystem(path).open(path);
        CompressionCodec codec = new CompressionCodecFactory(storage.configuration()).getCodec(path);
        return codec == null ? plain : codec.createInputStream(plain);
    }
}

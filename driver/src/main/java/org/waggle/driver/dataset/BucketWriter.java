package org.waggle.driver.dataset;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * Writes the problems of one bucket, sorted by question, held-out ones first, then by content, and says how many rows
 * met which fate.
 *
 * @param hadoop Hadoop's settings
 * @param folder the snapshot
 */
record BucketWriter(SerializableConfiguration hadoop, String folder) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Neighbours neighbours = new Neighbours();
        try (BucketFiles files = new BucketFiles(new Storage(hadoop.value()), new Path(folder))) {
            while (rows.hasNext()) {
                Row row = rows.next();
                files.add(neighbours.fate(row), row);
            }
            return files.finish().iterator();
        } catch (IOException e) {
            throw new RunException(FailureKind.RESOURCE, "Cannot write %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}

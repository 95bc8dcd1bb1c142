package org.waggle.driver.dataset;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Split;

/**
 * Problems that the snapshot of an earlier run has held out, as rows that were examined.
 *
 * @param buckets number of files to come
 */
record HeldOutBefore(int buckets) implements MapFunction<Row, Row> {
    /** Files of the problems in the snapshot in a folder; none if it has none. */
    static List<String> files(Storage storage, Path folder) {
        return SnapshotManifest.read(storage, folder).stream()
                .flatMap(manifest -> manifest.parts().stream())
                .filter(part -> part.split() == Split.HELD_OUT)
                .map(part -> new Path(folder, part.file()).toString())
                .toList();
    }

    /** Their problems. */
    static org.apache.spark.sql.Dataset<Row> rows(SparkSession spark, List<String> files, int buckets) {
        return spark.read()
                .option("globPaths", "false")
                .parquet(files.toArray(String[]::new))
                .map(new HeldOutBefore(buckets), Encoders.row(Examined.SCHEMA));
    }

    @Override
    public Row call(Row row) {
        return Examined.problem(
                new Problem(
                        row.getAs("id"),
                        row.getAs("prompt"),
                        new Chat(row.getAs("chat")),
                        row.getAs("answer"),
                        ExtraText.parse(row.getAs("extra"))),
                true,
                buckets);
    }
}

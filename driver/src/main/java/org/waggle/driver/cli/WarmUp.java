package org.waggle.driver.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Uses a little of what each run uses of Spark, and ends. The launcher runs it once after a change of the class path,
 * to record the classes that it loads in an archive: the next start maps them instead of parsing them, and is twice as
 * fast.
 */
public final class WarmUp {
    private WarmUp() {}

    /**
     * Runs one job with a shuffle, then writes and reads a table of one row.
     *
     * @param args one existing folder to write the table into
     */
    public static void main(String[] args) throws Exception {
        SparkConf conf = new SparkConf()
                .setAppName("waggle warm-up")
                .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            shuffle(context);
            table(SparkSession.builder().sparkContext(context.sc()).getOrCreate(), Path.of(args[0]));
        }
    }

    private static void shuffle(JavaSparkContext context) {
        context.parallelize(List.of(1, 2, 3), 2)
                .mapToPair(number -> new Tuple2<>(number % 2, number))
                .groupByKey(2)
                .collect();
    }

    private static void table(SparkSession session, Path folder) throws Exception {
        String file = Files.createTempDirectory(folder, "table").toUri().toString();
        session.sql("select 1 as step").write().mode("overwrite").parquet(file);
        session.read().parquet(file).collectAsList();
    }
}

package org.waggle.driver.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.waggle.common.failure.RunException;
import org.waggle.driver.dataset.ColumnDecoder.Kind;
import org.waggle.executor.task.DataFormat;
import org.waggle.executor.task.Dataset;

/**
 * Rows of files as Spark reads them, and what makes sense of them.
 *
 * @param rows what was read, with {@link #FILE} and {@link #ROW}; lines in {@link #LINE}
 * @param decoder takes the columns out of a row
 */
record Source(org.apache.spark.sql.Dataset<Row> rows, RowDecoder decoder) {
    /** The bytes of a line. */
    static final String LINE = "waggle_line";

    /** The file that a row comes from, as a URI. */
    static final String FILE = "waggle_file";

    /** Number of a row in its file, from 0; null where Spark doesn't know. */
    static final String ROW = "waggle_row";

    /** The text of a record that doesn't fit the others. */
    static final String CORRUPT = "waggle_corrupt";

    private static final Column PATH = col("_metadata.file_path").as(FILE);
    private static final Column NO_ROW = lit(null).cast(DataTypes.LongType).as(ROW);
    private static final Column NOTHING = lit(null).cast(DataTypes.StringType).as(CORRUPT);

    /** The rows of some files, of which nothing is read yet but the names of their columns. */
    static Source open(SparkSession spark, Dataset settings, List<FileStatus> files) {
        String[] paths = files.stream().map(file -> file.getPath().toString()).toArray(String[]::new);
        return switch (settings.format()) {
            case JSONL, TEXT -> lines(spark, settings.format(), paths);
            case PARQUET -> parquet(spark, settings, paths);
            case CSV -> csv(spark, settings, paths);
        };
    }

    private static Source lines(SparkSession spark, DataFormat format, String[] paths) {
        return new Source(
                reader(spark)
                        .text(paths)
                        .select(col("value").cast(DataTypes.BinaryType).as(LINE), PATH, NO_ROW),
                new LineDecoder(format));
    }

    private static Source parquet(SparkSession spark, Dataset settings, String[] paths) {
        org.apache.spark.sql.Dataset<Row> rows = reader(spark).parquet(paths);
        List<StructField> wanted = wanted(settings, rows.schema());
        List<Column> columns = new ArrayList<>();
        List<ColumnDecoder.Column> decoded = new ArrayList<>();
        for (StructField field : wanted) {
            Column column = col(quoted(field.name()));
            columns.add(isNested(field.dataType()) ? to_json(column) : column.cast(DataTypes.StringType));
            decoded.add(new ColumnDecoder.Column(field.name(), isText(field.dataType()) ? Kind.TEXT : Kind.JSON));
        }
        columns.addAll(List.of(NOTHING, PATH, col("_metadata.row_index").as(ROW)));
        return new Source(rows.select(columns.toArray(Column[]::new)), new ColumnDecoder(decoded));
    }

    private static Source csv(SparkSession spark, Dataset settings, String[] paths) {
        StructType header = csvReader(spark).csv(paths).schema();
        List<StructField> wanted = wanted(settings, header);
        StructType schema = header.add(CORRUPT, DataTypes.StringType);
        List<Column> columns = new ArrayList<>();
        wanted.forEach(field -> columns.add(col(quoted(field.name()))));
        columns.addAll(List.of(col(CORRUPT), PATH, NO_ROW));
        return new Source(
                csvReader(spark)
                        .schema(schema)
                        .option("columnNameOfCorruptRecord", CORRUPT)
                        .option("enforceSchema", "false")
                        .csv(paths)
                        .select(columns.toArray(Column[]::new)),
                new ColumnDecoder(wanted.stream()
                        .map(field -> new ColumnDecoder.Column(field.name(), Kind.REPAIRED_TEXT))
                        .toList()));
    }

    /** Quotes as RFC 4180 has them; a file is read in one piece, as values may have several lines. */
    private static DataFrameReader csvReader(SparkSession spark) {
        return reader(spark)
                .option("header", "true")
                .option("multiLine", "true")
                .option("escape", "\"")
                .option("columnPruning", "false");
    }

    /** The files are found already: a bracket in a name is no pattern. */
    private static DataFrameReader reader(SparkSession spark) {
        return spark.read().option("globPaths", "false");
    }

    private static List<StructField> wanted(Dataset settings, StructType schema) {
        List<StructField> fields = Arrays.asList(schema.fields());
        List<StructField> wanted = new ArrayList<>();
        for (String name : new TreeSet<>(settings.columns().values())) {
            wanted.add(fields.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> RunException.input(
                            "Cannot read data %s: it has no column '%s' (it has: %s)",
                            settings.path(),
                            name,
                            String.join(
                                    ", ", fields.stream().map(StructField::name).toList()))));
        }
        return wanted;
    }

    private static boolean isNested(DataType type) {
        return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    }

    private static boolean isText(DataType type) {
        return !isNested(type) && !(type instanceof NumericType) && !(type instanceof BooleanType);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}

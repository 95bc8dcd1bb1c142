package org.waggle.driver.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.waggle.common.checkpoint.Storage;

/** The files of one bucket, at most one for each split, and counts of all rows. */
final class BucketFiles implements AutoCloseable {
    static final String FATE = "fate";
    static final String FILE = "file";
    static final String ROWS = "rows";
    static final String BYTES = "bytes";

    /** What is told of each fate: its file, empty if it has none, how many rows, and the file's length. */
    static final StructType TOLD = new StructType()
            .add(FATE, DataTypes.StringType)
            .add(FILE, DataTypes.StringType)
            .add(ROWS, DataTypes.LongType)
            .add(BYTES, DataTypes.LongType);

    private final Storage storage;
    private final Path folder;
    private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
    private final Map<Fate, ProblemFile> files = new EnumMap<>(Fate.class);

    BucketFiles(Storage storage, Path folder) {
        this.storage = storage;
        this.folder = folder;
    }

    void add(Fate fate, Row row) throws IOException {
        counts.merge(fate, 1L, Long::sum);
        if (fate.isKept()) {
            ProblemFile file = files.get(fate);
            if (file == null) {
                file = ProblemFile.create(storage, path(fate, row.getAs(Examined.BUCKET)));
                files.put(fate, file);
            }
            file.write(Examined.problem(row));
        }
    }

    /** Closes the files and tells of them. */
    List<Row> finish() throws IOException {
        close();
        List<Row> told = new ArrayList<>();
        counts.forEach((fate, count) -> {
            ProblemFile file = files.get(fate);
            told.add(
                    file == null
                            ? RowFactory.create(fate.name(), "", count, 0L)
                            : RowFactory.create(
                                    fate.name(), file.path().getName(), count, storage.length(file.path())));
        });
        return told;
    }

    @Override
    public void close() throws IOException {
        for (ProblemFile file : files.values()) {
            file.close();
        }
    }

    private Path path(Fate split, int bucket) {
        String name = split.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Path(folder, "%s-%05d.parquet".formatted(name, bucket));
    }
}

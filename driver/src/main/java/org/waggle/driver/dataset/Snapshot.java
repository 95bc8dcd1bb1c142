package org.waggle.driver.dataset;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Split;
import org.waggle.driver.dataset.SnapshotManifest.Part;
import org.waggle.driver.dataset.SnapshotManifest.SourceFile;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.task.Dataset;
import org.waggle.executor.task.HeldOut;

/**
 * Reads a dataset's files and writes what becomes of them: problems in the order of their question's hash, a file for
 * each bucket and split. One shuffle; the driver sees counts and the names of files.
 *
 * @param spark the session
 * @param settings what the recipe says
 * @param model whose tokens are counted
 */
record Snapshot(JavaSparkContext spark, Dataset settings, ModelSpec model) {
    private static final long BUCKET_BYTES = 128L << 20;

    /** Writes the snapshot of all files into a folder, and its manifest last. */
    SnapshotManifest write(Path folder) {
        Storage storage = storage();
        return write(storage, folder, finder(storage).of(settings.path()), List.of());
    }

    /** Writes the snapshot of what has come into a folder, and its manifest last. */
    SnapshotManifest write(Path folder, Arrivals arrivals) {
        Storage storage = storage();
        // Further files of held-out problems are read whole each time.
        List<String> before = settings.heldOut() instanceof HeldOut.Share
                ? arrivals.heldOutBefore()
                        .map(data -> HeldOutBefore.files(storage, data))
                        .orElse(List.of())
                : List.of();
        storage.delete(folder);
        storage.makeFolder(folder);
        arrivals.watermark().write(storage, folder);
        return write(storage, folder, arrivals.files(), before);
    }

    private SnapshotManifest write(Storage storage, Path folder, List<FileStatus> files, List<String> before) {
        List<FileStatus> heldOut = settings.heldOut() instanceof HeldOut.Files other
                ? finder(storage).of(other.path())
                : List.of();
        List<FileStatus> all = new ArrayList<>(files);
        all.addAll(heldOut);
        storage.makeFolder(folder);
        SnapshotManifest manifest = manifest(told(files, heldOut, before, buckets(all), folder), all);
        manifest.write(storage, folder);
        return manifest;
    }

    private List<Row> told(
            List<FileStatus> files, List<FileStatus> heldOut, List<String> before, int buckets, Path folder) {
        try {
            org.apache.spark.sql.Dataset<Row> rows = examined(files, false, buckets);
            rows = heldOut.isEmpty() ? rows : rows.union(examined(heldOut, true, buckets));
            rows = before.isEmpty() ? rows : rows.union(HeldOutBefore.rows(session(), before, buckets));
            return written(rows, buckets, folder);
        } catch (Exception e) {
            throw ReadFailure.of(settings.path(), e);
        }
    }

    private Storage storage() {
        return new Storage(spark.hadoopConfiguration());
    }

    private DataFiles finder(Storage storage) {
        return new DataFiles(storage, settings.format());
    }

    private org.apache.spark.sql.Dataset<Row> examined(List<FileStatus> files, boolean heldOut, int buckets) {
        Source source = Source.open(session(), settings, files);
        Examiner examiner = new Examiner(settings, source.decoder(), model, hadoop(), heldOut, buckets);
        return source.rows().mapPartitions(examiner, Encoders.row(Examined.SCHEMA));
    }

    private List<Row> written(org.apache.spark.sql.Dataset<Row> rows, int buckets, Path folder) {
        spark.sc().setJobDescription("data");
        return rows.repartitionById(buckets, col(Examined.BUCKET))
                .sortWithinPartitions(
                        col(Examined.QUESTION), col(Examined.HELD_OUT).desc(), col(Examined.CONTENT))
                .mapPartitions(new BucketWriter(hadoop(), folder.toString()), Encoders.row(BucketFiles.TOLD))
                .collectAsList();
    }

    private SnapshotManifest manifest(List<Row> told, List<FileStatus> sources) {
        SortedMap<Fate, Long> counts = new TreeMap<>();
        List<Part> parts = new ArrayList<>();
        for (Row row : told) {
            Fate fate = Fate.valueOf(row.getAs(BucketFiles.FATE));
            long rows = row.getAs(BucketFiles.ROWS);
            counts.merge(fate, rows, Long::sum);
            if (fate.isKept()) {
                Split split = fate == Fate.TRAIN ? Split.TRAIN : Split.HELD_OUT;
                parts.add(new Part(row.getAs(BucketFiles.FILE), split, rows, row.getAs(BucketFiles.BYTES)));
            }
        }
        parts.sort(Comparator.comparing(Part::file));
        return new SnapshotManifest(
                SnapshotManifest.VERSION,
                settings.toString(),
                counts,
                parts,
                sources.stream()
                        .map(file ->
                                new SourceFile(file.getPath().toString(), file.getLen(), file.getModificationTime()))
                        .toList());
    }

    private static int buckets(List<FileStatus> files) {
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        return (int) (bytes / BUCKET_BYTES) + 1;
    }

    private SerializableConfiguration hadoop() {
        return new SerializableConfiguration(spark.hadoopConfiguration());
    }

    private SparkSession session() {
        return SparkSession.builder().getOrCreate();
    }
}

package org.waggle.driver.stage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.waggle.common.arrow.ArrowBatch;
import scala.Tuple2;

/** Rows in buckets: one Arrow batch for each partition that rows of a task go to. */
final class Batches {
    private Batches() {}

    /** The rows by bucket, in their order, each bucket encoded as one batch. */
    static <T> Iterator<Tuple2<Integer, ArrowBatch>> byBucket(
            List<T> rows, Function<T, Integer> bucket, Function<List<T>, ArrowBatch> encode) {
        SortedMap<Integer, List<T>> buckets = new TreeMap<>();
        rows.forEach(row -> buckets.computeIfAbsent(bucket.apply(row), key -> new ArrayList<>())
                .add(row));
        return buckets.entrySet().stream()
                .map(entry -> new Tuple2<>(entry.getKey(), encode.apply(entry.getValue())))
                .iterator();
    }

    /** The rows of all batches. */
    static <T> List<T> rows(Iterator<ArrowBatch> batches, Function<ArrowBatch, List<T>> decode) {
        List<T> rows = new ArrayList<>();
        batches.forEachRemaining(batch -> rows.addAll(decode.apply(batch)));
        return rows;
    }
}

package org.waggle.driver.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.waggle.driver.run.MemoryNeed;
import org.waggle.driver.spark.EveryExecutor.Answer;

/**
 * What was found out about a cluster.
 *
 * @param conf settings of the session
 * @param isLocal whether all is one process
 * @param driver what the driver says of itself
 * @param executors what every executor says of itself
 * @param span the driver's clock just before and just after the executors were asked
 * @param left files that the driver found in the folder where each should have left one
 * @param need memory that the recipe needs, where one was named
 */
record Cluster(
        SparkConf conf,
        boolean isLocal,
        Machine driver,
        List<Answer<Machine>> executors,
        Span span,
        int left,
        Optional<MemoryNeed> need) {
    /** A stretch of time by the driver's clock, milliseconds since 1970. */
    record Span(long from, long to) {
        /** Milliseconds that another clock is off at least, if it was read meanwhile. */
        long off(long other) {
            return Math.max(0, Math.max(from - other, other - to));
        }
    }

    /** A finding for each executor. */
    List<Finding> each(BiFunction<String, Machine, Finding> examined) {
        return executors.stream()
                .map(answer -> examined.apply(answer.place(), answer.value()))
                .toList();
    }

    /** A finding for the driver and each executor; a single process is one of both. */
    List<Finding> everywhere(BiFunction<String, Machine, Finding> examined) {
        Stream<Finding> here = isLocal ? Stream.of() : Stream.of(examined.apply("driver", driver));
        return Stream.concat(here, each(examined).stream()).toList();
    }
}

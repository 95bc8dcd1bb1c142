package org.waggle.driver.doctor;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.doctor.Cluster.Span;
import org.waggle.driver.doctor.Machine.Round;
import org.waggle.driver.run.MemoryNeed;
import org.waggle.driver.spark.EveryExecutor;
import org.waggle.driver.spark.EveryExecutor.Answer;

/** Examines a cluster: asks the driver and every executor, and judges what they say. */
public final class Doctor {
    private Doctor() {}

    /**
     * Examines the cluster of a session.
     *
     * @param beside where runs lie; a folder is made in it and removed
     * @param need memory that a recipe needs
     * @return findings, in the order of a table
     */
    public static List<Finding> examine(JavaSparkContext spark, Path beside, Optional<MemoryNeed> need) {
        Storage storage = new Storage(spark.hadoopConfiguration());
        Round round = Round.begun(storage, beside);
        try {
            Cluster cluster = asked(spark, storage, round, need);
            return Examination.ALL.stream()
                    .flatMap(examination -> examination.findings(cluster).stream())
                    .toList();
        } finally {
            round.end(storage);
        }
    }

    private static Cluster asked(JavaSparkContext spark, Storage storage, Round round, Optional<MemoryNeed> need) {
        // The first question also loads what it needs; the second is short, so it bounds the clocks.
        EveryExecutor.ask(spark, () -> Machine.here(round));
        long from = System.currentTimeMillis();
        List<Answer<Machine>> answers = EveryExecutor.ask(spark, () -> Machine.here(round));
        Span span = new Span(from, System.currentTimeMillis());
        Machine driver = Machine.here(round);
        return new Cluster(spark.getConf(), spark.isLocal(), driver, answers, span, round.left(storage), need);
    }
}

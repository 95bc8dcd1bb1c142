package org.waggle.driver.spark;

import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Work that is done where the same partition of another RDD is kept, as far as who keeps it is free soon: Spark looks
 * for a place along the first dependency. What is kept there isn't read.
 */
public final class BesideRdd<T> extends RDD<T> {
    private final RDD<T> work;

    /**
     * Work beside what is kept.
     *
     * @param kept as many partitions as {@code work} has, persisted
     */
    public static <T> JavaRDD<T> of(JavaRDD<?> kept, JavaRDD<T> work) {
        return new BesideRdd<>(kept.rdd(), work.rdd(), SparkTypes.<T>anyTag()).toJavaRDD();
    }

    private BesideRdd(RDD<?> kept, RDD<T> work, ClassTag<T> tag) {
        super(work.sparkContext(), dependencies(kept, work), tag);
        this.work = work;
    }

    private static scala.collection.immutable.Seq<Dependency<?>> dependencies(RDD<?> kept, RDD<?> work) {
        List<Dependency<?>> both = List.of(new OneToOneDependency<>(kept), new OneToOneDependency<>(work));
        return CollectionConverters.asScala(both).toSeq();
    }

    @Override
    public Partition[] getPartitions() {
        return work.partitions();
    }

    @Override
    public scala.collection.Iterator<T> compute(Partition split, TaskContext context) {
        return work.iterator(split, context);
    }
}

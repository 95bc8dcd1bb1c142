package org.waggle.driver.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.waggle.driver.state.WeightShard;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Lanes of work beside the weights that they need: the all-gather. Lane {@code l} of node {@code n} depends narrowly on
 * one partition of its work and on every weight shard of its node, which Spark's block manager serves from wherever it
 * is; so any executor may take any lane, and the weights never pass through the driver.
 *
 * <p>The shards are read lazily: a worker that holds the version already never asks for them.
 */
public final class GatherRdd<T, R> extends RDD<R> {
    /** What a lane does. */
    @FunctionalInterface
    public interface LaneFunction<T, R> extends Serializable {
        /**
         * Works through one lane.
         *
         * @param node index of the node whose lane it is
         * @param lane index of the lane within the node
         * @param work the lane's partition of the work
         * @param weights for each gathered model in the order given, the shards of the node in order, read when asked
         */
        Iterator<R> apply(int node, int lane, Iterator<T> work, List<Iterable<WeightShard>> weights);
    }

    private static final String NOWHERE = "0.0.0.0";

    private final RDD<T> work;
    private final int firstWork;
    private final List<RDD<WeightShard>> models;
    private final Lanes lanes;
    private final LaneFunction<T, R> function;

    /**
     * How partitions are numbered.
     *
     * @param nodes number of nodes
     * @param perNode lanes of each node
     * @param shards shards of each node's model
     */
    public record Lanes(int nodes, int perNode, int shards) implements Serializable {
        /** Lanes of all nodes. */
        public int count() {
            return nodes * perNode;
        }
    }

    /**
     * Lanes of work.
     *
     * @param firstWork partition of {@code work} that the first lane takes; the others follow it
     * @param models weights of the models to gather, {@code nodes · shards} partitions each
     */
    public static <T, R> JavaRDD<R> of(
            JavaRDD<T> work,
            int firstWork,
            List<JavaRDD<WeightShard>> models,
            Lanes lanes,
            LaneFunction<T, R> function) {
        ClassTag<R> tag = SparkTypes.anyTag();
        List<RDD<WeightShard>> gathered = models.stream().map(JavaRDD::rdd).toList();
        return new GatherRdd<>(work.rdd(), firstWork, gathered, lanes, function, tag).toJavaRDD();
    }

    private GatherRdd(
            RDD<T> work,
            int firstWork,
            List<RDD<WeightShard>> models,
            Lanes lanes,
            LaneFunction<T, R> function,
            ClassTag<R> tag) {
        super(work.sparkContext(), dependencies(work, firstWork, models, lanes), tag);
        this.work = work;
        this.firstWork = firstWork;
        this.models = new ArrayList<>(models);
        this.lanes = lanes;
        this.function = function;
    }

    @Override
    public Partition[] getPartitions() {
        return IntStream.range(0, lanes.count()).mapToObj(this::lane).toArray(Partition[]::new);
    }

    /** Nowhere that there is: else Spark would have all lanes queue at the holder of the first weight shard. */
    @Override
    public scala.collection.immutable.Seq<String> getPreferredLocations(Partition split) {
        return CollectionConverters.asScala(List.of(NOWHERE)).toSeq();
    }

    private Partition lane(int index) {
        int from = index / lanes.perNode() * lanes.shards();
        List<Partition[]> shards = models.stream()
                .map(model -> Arrays.copyOfRange(model.partitions(), from, from + lanes.shards()))
                .toList();
        return new LanePartition(index, work.partitions()[firstWork + index], shards.toArray(Partition[][]::new));
    }

    @Override
    public scala.collection.Iterator<R> compute(Partition split, TaskContext context) {
        LanePartition lane = (LanePartition) split;
        Iterator<T> items = CollectionConverters.asJava(work.iterator(lane.work(), context));
        List<Iterable<WeightShard>> weights = IntStream.range(0, models.size())
                .mapToObj(model -> shards(models.get(model), lane.models()[model], context))
                .toList();
        return CollectionConverters.asScala(
                function.apply(lane.index() / lanes.perNode(), lane.index() % lanes.perNode(), items, weights));
    }

    private static Iterable<WeightShard> shards(RDD<WeightShard> model, Partition[] shards, TaskContext context) {
        return () -> Arrays.stream(shards)
                .map(shard -> model.iterator(shard, context).next())
                .iterator();
    }

    private static scala.collection.immutable.Seq<Dependency<?>> dependencies(
            RDD<?> work, int firstWork, List<RDD<WeightShard>> models, Lanes lanes) {
        List<Dependency<?>> all = new ArrayList<>();
        all.add(new OneToOffset<>(work, firstWork));
        models.forEach(model -> all.add(new AllOfNode<>(model, lanes)));
        return CollectionConverters.asScala(all).toSeq();
    }

    /** A lane with the partitions that it reads: an executor can't ask an RDD for its partitions. */
    private record LanePartition(int index, Partition work, Partition[][] models) implements Partition {
        @Override
        public boolean equals(Object other) {
            return other instanceof LanePartition lane && lane.index == index;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    private static final class OneToOffset<T> extends NarrowDependency<T> {
        private final int offset;

        OneToOffset(RDD<T> parent, int offset) {
            super(parent);
            this.offset = offset;
        }

        @Override
        public scala.collection.immutable.Seq<Object> getParents(int partition) {
            return SparkTypes.seq(List.of(offset + partition));
        }
    }

    private static final class AllOfNode<T> extends NarrowDependency<T> {
        private final Lanes lanes;

        AllOfNode(RDD<T> parent, Lanes lanes) {
            super(parent);
            this.lanes = lanes;
        }

        @Override
        public scala.collection.immutable.Seq<Object> getParents(int partition) {
            int first = partition / lanes.perNode() * lanes.shards();
            return SparkTypes.seq(
                    IntStream.range(first, first + lanes.shards()).boxed().toList());
        }
    }
}

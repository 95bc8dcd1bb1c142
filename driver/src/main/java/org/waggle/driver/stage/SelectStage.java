package org.waggle.driver.stage;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.ScoredGroupCodec;
import org.waggle.common.arrow.TrainingItemCodec;
import org.waggle.common.data.TrainingItem;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.spark.IndexPartitioner;
import org.waggle.driver.stage.SampleWriter.Advantaged;
import org.waggle.executor.gradient.ItemWorker;
import scala.Tuple2;

/**
 * Advantage and selection: every sample is written down, and the picked ones become training items, shuffled to the
 * lanes that the plan gives them.
 */
public final class SelectStage {
    private final RunContext context;

    /** The stage of a run. */
    public SelectStage(RunContext context) {
        this.context = context;
    }

    /**
     * The items of a plan, partition {@code (update · nodes + node) · lanes + lane}. Lazy, with the first update that
     * asks for one; a step without updates only writes, at once.
     */
    public JavaRDD<ArrowBatch> run(ItemWorker worker, SampleWriter writer, JavaRDD<ArrowBatch> scored) {
        TrainingPlan plan = writer.plan();
        int lanes = context.engine().lanes();
        int nodes = plan.nodes();
        JavaRDD<Tuple2<Integer, ArrowBatch>> buckets = scored.mapPartitionsWithIndex(
                (part, batches) -> {
                    List<Advantaged> groups = Batches.rows(batches, ScoredGroupCodec::decode).stream()
                            .map(group -> new Advantaged(group, worker.advantages(group)))
                            .toList();
                    writer.write(part, groups);
                    return Batches.byBucket(
                            groups.stream()
                                    .flatMap(group -> items(worker, plan, group))
                                    .toList(),
                            placed -> (placed.place().update() * nodes
                                                    + placed.item().group().node())
                                            * lanes
                                    + placed.place().lane(),
                            placed -> TrainingItemCodec.encode(
                                    placed.stream().map(Placed::item).toList()));
                },
                false);
        JavaRDD<ArrowBatch> items = JavaPairRDD.fromJavaRDD(buckets)
                .partitionBy(new IndexPartitioner(plan.updates() * nodes * lanes))
                .values()
                .persist(context.storage());
        if (IntStream.range(0, plan.updates()).noneMatch(plan::hasWork)) {
            items.count();
        }
        return items;
    }

    private static Stream<Placed> items(ItemWorker worker, TrainingPlan plan, Advantaged scored) {
        return plan.places().getOrDefault(scored.group().group().id(), List.of()).stream()
                .map(place -> new Placed(place, worker.item(scored.group(), place.pick(), scored.advantages())));
    }

    private record Placed(TrainingPlan.Place place, TrainingItem item) {}
}

package org.waggle.driver.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.ScoredGroupCodec;
import org.waggle.common.arrow.TrainingItemCodec;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.TrainingItem;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.spark.IndexPartitioner;
import org.waggle.executor.gradient.ItemWorker;

/** Advantage and selection: scored groups become training items, shuffled to the lanes that the plan gives them. */
public final class SelectStage {
    private final RunContext context;

    /** The stage of a run. */
    public SelectStage(RunContext context) {
        this.context = context;
    }

    /** The items of a plan, lazily; partition {@code (update · nodes + node) · lanes + lane}. */
    public JavaRDD<ArrowBatch> run(ItemWorker worker, TrainingPlan plan, JavaRDD<ArrowBatch> scored) {
        int lanes = context.engine().lanes();
        int nodes = plan.nodes();
        return scored.mapPartitionsToPair(batches -> Batches.byBucket(
                        Batches.rows(batches, ScoredGroupCodec::decode).stream()
                                .flatMap(group -> items(worker, plan, group))
                                .toList(),
                        placed -> (placed.place().update() * nodes
                                                + placed.item().group().node())
                                        * lanes
                                + placed.place().lane(),
                        placed -> TrainingItemCodec.encode(
                                placed.stream().map(Placed::item).toList())))
                .partitionBy(new IndexPartitioner(plan.updates() * nodes * lanes))
                .values();
    }

    private static Stream<Placed> items(ItemWorker worker, TrainingPlan plan, ScoredGroup group) {
        List<TrainingPlan.Place> places =
                plan.places().getOrDefault(group.group().id(), List.of());
        if (places.isEmpty()) {
            return Stream.empty();
        }
        float[][] advantages = worker.advantages(group);
        List<Placed> placed = new ArrayList<>();
        places.forEach(place -> placed.add(new Placed(place, worker.item(group, place.pick(), advantages))));
        return placed.stream();
    }

    private record Placed(TrainingPlan.Place place, TrainingItem item) {}
}

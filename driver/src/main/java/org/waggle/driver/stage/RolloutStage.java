package org.waggle.driver.stage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.GroupCodec;
import org.waggle.common.data.Group;
import org.waggle.driver.spark.GatherRdd;
import org.waggle.driver.spark.IndexPartitioner;
import org.waggle.driver.spark.Message;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.WeightShard;
import org.waggle.executor.rollout.RolloutRequest;
import org.waggle.executor.rollout.RolloutWorker;
import scala.Tuple2;

/**
 * Rollout: every rollout lane gathers its node's policy and samples its groups; the groups are shuffled to who scores
 * them.
 */
public final class RolloutStage {
    private final RunContext context;

    /** The stage of a run. */
    public RolloutStage(RunContext context) {
        this.context = context;
    }

    /**
     * Samples groups. Lazy: whoever uses the result must keep what it made of it, or the model samples twice.
     *
     * @param workers how each node samples, [nodes]
     * @param requests what to sample, for all nodes; a node's requests are dealt to its rollout lanes in turn
     * @return groups as Arrow batches, in as many partitions as there are gradient lanes
     */
    public JavaRDD<ArrowBatch> run(List<RolloutWorker> workers, List<RolloutRequest> requests, Policies policies) {
        GatherRdd.Lanes lanes = context.rolloutLanes();
        int partitions = context.lanes().count();
        JavaRDD<Message<List<RolloutRequest>>> work = context.spark().parallelize(deal(requests), lanes.count());
        LaneWork lane = new LaneWork(
                List.copyOf(workers),
                PolicyGather.of(context, "policy", policies.version()),
                partitions,
                context.spark().sc().longAccumulator("completions"),
                context.spark().sc().longAccumulator("tokens"));
        JavaRDD<Tuple2<Integer, ArrowBatch>> rolled = GatherRdd.of(work, 0, List.of(policies.weights()), lanes, lane);
        return JavaPairRDD.fromJavaRDD(rolled)
                .partitionBy(new IndexPartitioner(partitions))
                .values();
    }

    private List<Message<List<RolloutRequest>>> deal(List<RolloutRequest> requests) {
        int perNode = context.engine().rolloutLanes();
        List<List<RolloutRequest>> lanes = new ArrayList<>();
        IntStream.range(0, context.specs().size() * perNode).forEach(lane -> lanes.add(new ArrayList<>()));
        requests.forEach(request -> lanes.get(
                        request.group().node() * perNode + request.group().ordinal() % perNode)
                .add(request));
        return lanes.stream().map(lane -> new Message<>(List.copyOf(lane))).toList();
    }

    /** Counts are for whoever looks at Spark's UI: a task that is tried again counts twice. */
    private record LaneWork(
            List<RolloutWorker> workers,
            PolicyGather gather,
            int partitions,
            LongAccumulator completions,
            LongAccumulator tokens)
            implements GatherRdd.LaneFunction<Message<List<RolloutRequest>>, Tuple2<Integer, ArrowBatch>> {
        @Override
        public Iterator<Tuple2<Integer, ArrowBatch>> apply(
                int node, int lane, Iterator<Message<List<RolloutRequest>>> work, List<Iterable<WeightShard>> weights) {
            List<RolloutRequest> requests = work.next().value();
            if (requests.isEmpty()) {
                return List.<Tuple2<Integer, ArrowBatch>>of().iterator();
            }
            List<Group> groups = gather.use(
                    node, weights.get(0), policy -> workers.get(node).run(policy, gather.version(), requests));
            groups.stream().flatMap(group -> group.completions().stream()).forEach(completion -> {
                completions.add(1L);
                tokens.add((long) completion.length());
            });
            return Batches.byBucket(groups, this::partition, GroupCodec::encode);
        }

        private int partition(Group group) {
            return Math.floorMod(31 * group.id().ordinal() + group.id().node(), partitions);
        }
    }
}

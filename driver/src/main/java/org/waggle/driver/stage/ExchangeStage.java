package org.waggle.driver.stage;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.ScoredGroupCodec;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.ScoredGroup;
import org.waggle.driver.spark.GatherRdd;
import org.waggle.driver.spark.IndexPartitioner;
import org.waggle.driver.spark.Message;
import org.waggle.driver.stage.OfferStage.Offered;
import org.waggle.driver.state.NodeModels;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.WeightShard;
import org.waggle.executor.exchange.Arrival;
import org.waggle.executor.exchange.ExchangeWorker;
import org.waggle.executor.exchange.ExchangeWorker.Examined;
import scala.Tuple2;

/**
 * Exchange: nodes look at the groups that they are offered as text, and judge them by their own rewards; then arrival:
 * each node's policy says what it thinks of the tokens of those that it takes.
 */
public final class ExchangeStage {
    private final RunContext context;
    private final Placement placement;

    /** The stage of a run. */
    public ExchangeStage(RunContext context) {
        this.context = context;
        this.placement =
                Placement.on(context.spark().getConf(), context.engine().placement());
    }

    /**
     * What became of a node's offers.
     *
     * @param node the node
     * @param taken the groups that it trains on, by their place among what it was offered
     * @param offered number of groups that reached it
     * @param bytes what they took on their way
     * @param examined number of groups that it looked at
     * @param rejected those of them that can't be trained on, by their place
     */
    public record Report(
            int node,
            List<Integer> taken,
            int offered,
            long bytes,
            int examined,
            SortedMap<Integer, Rejection> rejected)
            implements Serializable {
        private static Report of(int node, Offered offered, Examined examined) {
            return new Report(
                    node,
                    examined.places(),
                    offered.groups().size(),
                    offered.bytes(),
                    examined.examined(),
                    examined.rejected());
        }
    }

    /**
     * External groups, kept by Spark until closed.
     *
     * @param batches Arrow batches of scored groups, named as their receiver's
     * @param reports what became of each node's offers
     * @param judged what they were made of, to be closed with them
     */
    public record Taken(JavaRDD<ArrowBatch> batches, List<Report> reports, JavaRDD<?> judged) implements AutoCloseable {
        /** What the driver knows of the groups, in the order of their ids. */
        public List<GroupSummary> summaries() {
            return ScoreStage.summaries(batches);
        }

        @Override
        public void close() {
            for (JavaRDD<?> kept : List.of(batches, judged)) {
                kept.unpersist(false);
                kept.rdd().cleanShuffleDependencies(false);
            }
        }
    }

    /**
     * Lets each node take some of what it is offered.
     *
     * @param workers what each node takes, [nodes]
     * @param offers what each node is offered, a partition each, [nodes]
     * @return judged groups, whose tokens no policy has looked at
     */
    public Taken exchange(List<ExchangeWorker> workers, JavaRDD<Offered> offers) {
        Broadcast<NodeModels> models = context.nodes();
        List<ExchangeWorker> receivers = List.copyOf(workers);
        JavaRDD<Tuple2<Message<Report>, ArrowBatch>> judged = placement
                .scoring(offers.mapPartitionsWithIndex(
                        (node, offered) -> List.of(examined(node, receivers, models.value(), offered.next()))
                                .iterator(),
                        true))
                .persist(context.storage());
        List<Report> reports = judged.map(Tuple2::_1).collect().stream()
                .map(Message::value)
                .sorted(Comparator.comparingInt(Report::node))
                .toList();
        return new Taken(judged.map(Tuple2::_2), reports, judged);
    }

    private static Tuple2<Message<Report>, ArrowBatch> examined(
            int node, List<ExchangeWorker> receivers, NodeModels models, Offered offered) {
        Examined examined = receivers.get(node).examine(models.specs().get(node), offered.groups());
        return new Tuple2<>(
                new Message<>(Report.of(node, offered, examined)), ScoredGroupCodec.encode(examined.taken()));
    }

    /**
     * Lets each node's policy look at the groups that it takes. Lazy, but kept once computed.
     *
     * @param taken what {@link #exchange} returned; closed with the result
     */
    public Taken arrival(Arrival arrival, Taken taken, Policies policies) {
        GatherRdd.Lanes lanes = context.lanes();
        int perNode = lanes.perNode();
        JavaRDD<ArrowBatch> dealt = JavaPairRDD.fromJavaRDD(taken.batches()
                        .flatMap(batch -> Batches.byBucket(
                                ScoredGroupCodec.decode(batch),
                                group -> group.group().id().node() * perNode
                                        + group.group().id().ordinal() % perNode,
                                ScoredGroupCodec::encode)))
                .partitionBy(new IndexPartitioner(lanes.nodes() * perNode))
                .values();
        Seen seen = new Seen(arrival, PolicyGather.of(context, "policy", policies.version()));
        JavaRDD<ArrowBatch> batches =
                GatherRdd.of(dealt, 0, List.of(policies.weights()), lanes, seen).persist(context.storage());
        return new Taken(batches, taken.reports(), taken.judged());
    }

    private record Seen(Arrival arrival, PolicyGather gather)
            implements GatherRdd.LaneFunction<ArrowBatch, ArrowBatch> {
        @Override
        public Iterator<ArrowBatch> apply(
                int node, int lane, Iterator<ArrowBatch> work, List<Iterable<WeightShard>> weights) {
            List<ScoredGroup> groups = Batches.rows(work, ScoredGroupCodec::decode);
            if (groups.isEmpty()) {
                return List.<ArrowBatch>of().iterator();
            }
            groups.sort(Comparator.comparing(group -> group.group().id()));
            return List.of(ScoredGroupCodec.encode(
                            gather.use(node, weights.get(0), policy -> arrival.seen(policy, groups))))
                    .iterator();
        }
    }
}

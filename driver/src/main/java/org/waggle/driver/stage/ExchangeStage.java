package org.waggle.driver.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.ScoredGroupCodec;
import org.waggle.common.arrow.SharedGroupCodec;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.SharedGroup;
import org.waggle.driver.spark.GatherRdd;
import org.waggle.driver.spark.IndexPartitioner;
import org.waggle.driver.spark.Message;
import org.waggle.driver.state.NodeModels;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.WeightShard;
import org.waggle.executor.exchange.Arrival;
import org.waggle.executor.exchange.ExchangeWorker;
import org.waggle.executor.exchange.ExchangeWorker.Examined;
import org.waggle.executor.policy.ModelSpec;
import scala.Tuple2;

/**
 * Exchange: groups are shuffled as text to the nodes that look at them, which judge them by their own rewards; then
 * arrival: each node's policy says what it thinks of the tokens of those that it takes.
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
     * @param taken number of groups that it trains on
     * @param offered number of groups that reached it
     * @param bytes what they took in the shuffle
     * @param examined number of groups that it looked at
     * @param rejected how many of them could not be trained on, by reason
     */
    public record Report(
            int node, int taken, int offered, long bytes, int examined, SortedMap<String, Integer> rejected)
            implements Serializable {}

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
     * Shuffles offers to the nodes, which take some.
     *
     * @param workers what each node takes, [nodes]
     * @param offers the groups that each node looks at, in that order, [nodes]
     * @param withLogp whether summed log-probabilities go along
     * @param drawn Arrow batches of the scored groups of all nodes
     * @return judged groups, whose tokens no policy has looked at
     */
    public Taken exchange(
            List<ExchangeWorker> workers, List<List<GroupId>> offers, boolean withLogp, JavaRDD<ArrowBatch> drawn) {
        Sender sender = new Sender(context.names(), List.copyOf(offers), withLogp);
        Broadcast<NodeModels> models = context.nodes();
        List<ExchangeWorker> receivers = List.copyOf(workers);
        JavaRDD<Tuple2<Message<Report>, ArrowBatch>> judged = placement
                .scoring(JavaPairRDD.fromJavaRDD(drawn.mapPartitions(sender::send))
                        .partitionBy(new IndexPartitioner(workers.size()))
                        .values()
                        .mapPartitionsWithIndex(
                                (node, arrived) -> List.of(sender.received(
                                                node,
                                                receivers.get(node),
                                                models.value().specs().get(node),
                                                arrived))
                                        .iterator(),
                                true))
                .persist(context.storage());
        List<Report> reports = judged.map(Tuple2::_1).collect().stream()
                .map(Message::value)
                .sorted(Comparator.comparingInt(Report::node))
                .toList();
        return new Taken(judged.map(Tuple2::_2), reports, judged);
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

    /** What the tasks that hold the groups send. */
    private record Sender(List<String> names, List<List<GroupId>> offers, boolean withLogp) implements Serializable {
        Iterator<Tuple2<Integer, ArrowBatch>> send(Iterator<ArrowBatch> batches) {
            List<Tuple2<Integer, SharedGroup>> sent = new ArrayList<>();
            for (ScoredGroup scored : Batches.rows(batches, ScoredGroupCodec::decode)) {
                GroupId id = scored.group().id();
                SharedGroup shared = SharedGroup.of(names.get(id.node()), scored.group(), withLogp);
                IntStream.range(0, offers.size())
                        .filter(node -> offers.get(node).contains(id))
                        .forEach(node -> sent.add(new Tuple2<>(node, shared)));
            }
            return Batches.byBucket(
                    sent,
                    Tuple2::_1,
                    each -> SharedGroupCodec.encode(
                            each.stream().map(Tuple2::_2).toList()));
        }

        Tuple2<Message<Report>, ArrowBatch> received(
                int node, ExchangeWorker worker, ModelSpec model, Iterator<ArrowBatch> arrived) {
            List<SharedGroup> groups = new ArrayList<>();
            long bytes = 0;
            while (arrived.hasNext()) {
                ArrowBatch batch = arrived.next();
                bytes += batch.ipc().length;
                groups.addAll(SharedGroupCodec.decode(batch));
            }
            groups.sort(Comparator.comparingInt(group -> offers.get(node).indexOf(id(group))));
            Examined examined = worker.examine(model, groups);
            Report report = new Report(
                    node, examined.taken().size(), groups.size(), bytes, examined.examined(), examined.rejected());
            return new Tuple2<>(new Message<>(report), ScoredGroupCodec.encode(examined.taken()));
        }

        private GroupId id(SharedGroup group) {
            return new GroupId(group.round(), names.indexOf(group.sender()), group.ordinal());
        }
    }
}

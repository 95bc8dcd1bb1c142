package org.waggle.driver.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.ScoredGroupCodec;
import org.waggle.common.arrow.SharedGroupCodec;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.SharedGroup;
import org.waggle.driver.spark.IndexPartitioner;
import scala.Tuple2;

/** Groups as text, on their way from who drew them to who looks at them. */
public final class OfferStage {
    private final RunContext context;

    /** The stage of a run. */
    public OfferStage(RunContext context) {
        this.context = context;
    }

    /**
     * What one node looks at; the partition has the node's index.
     *
     * @param groups in the order in which it looks
     * @param bytes what they took on their way
     */
    public record Offered(List<SharedGroup> groups, long bytes) {
        private static Offered of(Iterator<ArrowBatch> arrived) {
            List<SharedGroup> groups = new ArrayList<>();
            long bytes = 0;
            while (arrived.hasNext()) {
                ArrowBatch batch = arrived.next();
                bytes += batch.ipc().length;
                groups.addAll(SharedGroupCodec.decode(batch));
            }
            return new Offered(groups, bytes);
        }

        private Offered sorted(Comparator<SharedGroup> order) {
            return new Offered(groups.stream().sorted(order).toList(), bytes);
        }
    }

    /**
     * Shuffles groups from node to node. Lazy.
     *
     * @param offers the groups that each node looks at, in that order, [nodes]
     * @param withLogp whether summed log-probabilities go along
     * @param drawn Arrow batches of the scored groups of all nodes
     */
    public JavaRDD<Offered> shuffled(List<List<GroupId>> offers, boolean withLogp, JavaRDD<ArrowBatch> drawn) {
        Sender sender = new Sender(context.names(), withLogp);
        List<List<GroupId>> wanted = List.copyOf(offers);
        return JavaPairRDD.fromJavaRDD(drawn.mapPartitions(batches -> sender.send(batches, wanted)))
                .partitionBy(new IndexPartitioner(wanted.size()))
                .values()
                .mapPartitionsWithIndex(
                        (node, arrived) -> List.of(Offered.of(arrived).sorted(sender.inOrder(wanted.get(node))))
                                .iterator(),
                        true);
    }

    /**
     * Brings groups that the driver has to the nodes. Lazy.
     *
     * @param offers the groups that each node looks at, in that order, [nodes]
     */
    public JavaRDD<Offered> brought(List<List<SharedGroup>> offers) {
        List<ArrowBatch> batches = offers.stream().map(SharedGroupCodec::encode).toList();
        return context.spark()
                .parallelize(batches, batches.size())
                .mapPartitions(arrived -> List.of(Offered.of(arrived)).iterator());
    }

    /**
     * The groups of each node as it shares them, at the driver, [nodes]: text only, in the order of their problems.
     *
     * @param withLogp whether summed log-probabilities go along
     * @param drawn Arrow batches of the scored groups of all nodes
     */
    public List<List<SharedGroup>> shared(boolean withLogp, JavaRDD<ArrowBatch> drawn) {
        Sender sender = new Sender(context.names(), withLogp);
        List<List<SharedGroup>> shared = context.each(node -> new ArrayList<>());
        JavaPairRDD.fromJavaRDD(drawn.mapPartitions(sender::own))
                .collect()
                .forEach(batch -> shared.get(batch._1()).addAll(SharedGroupCodec.decode(batch._2())));
        shared.forEach(groups -> groups.sort(Comparator.comparingInt(SharedGroup::ordinal)));
        return shared;
    }

    /** What the tasks that hold the groups send. */
    private record Sender(List<String> names, boolean withLogp) implements Serializable {
        Iterator<Tuple2<Integer, ArrowBatch>> send(Iterator<ArrowBatch> batches, List<List<GroupId>> wanted) {
            List<Tuple2<Integer, SharedGroup>> sent = new ArrayList<>();
            for (ScoredGroup scored : Batches.rows(batches, ScoredGroupCodec::decode)) {
                IntStream.range(0, wanted.size())
                        .filter(node -> wanted.get(node).contains(scored.group().id()))
                        .forEach(node -> sent.add(new Tuple2<>(node, shared(scored))));
            }
            return byNode(sent);
        }

        Iterator<Tuple2<Integer, ArrowBatch>> own(Iterator<ArrowBatch> batches) {
            return byNode(Batches.rows(batches, ScoredGroupCodec::decode).stream()
                    .map(scored -> new Tuple2<>(scored.group().id().node(), shared(scored)))
                    .toList());
        }

        Comparator<SharedGroup> inOrder(List<GroupId> offers) {
            return Comparator.comparingInt(group ->
                    offers.indexOf(new GroupId(group.round(), names.indexOf(group.sender()), group.ordinal())));
        }

        private SharedGroup shared(ScoredGroup scored) {
            return SharedGroup.of(names.get(scored.group().id().node()), scored.group(), withLogp);
        }

        private static Iterator<Tuple2<Integer, ArrowBatch>> byNode(List<Tuple2<Integer, SharedGroup>> sent) {
            return Batches.byBucket(
                    sent,
                    Tuple2::_1,
                    each -> SharedGroupCodec.encode(
                            each.stream().map(Tuple2::_2).toList()));
        }
    }
}

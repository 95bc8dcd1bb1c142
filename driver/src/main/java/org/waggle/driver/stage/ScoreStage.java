package org.waggle.driver.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.GroupCodec;
import org.waggle.common.arrow.ScoredGroupCodec;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.spi.Batch;
import org.waggle.driver.spark.Message;
import org.waggle.executor.score.ScoreWorker;

/** Score: rewards of every group, kept, so that no model samples and no judge is asked twice. */
public final class ScoreStage {
    private final RunContext context;
    private final Placement placement;

    /** The stage of a run. */
    public ScoreStage(RunContext context) {
        this.context = context;
        this.placement =
                Placement.on(context.spark().getConf(), context.engine().placement());
    }

    /**
     * Scores groups and waits for it.
     *
     * @param workers how each node's groups are judged, [nodes]
     * @param groups Arrow batches of groups, all of a group's in one partition
     */
    public Scored run(List<ScoreWorker> workers, JavaRDD<ArrowBatch> groups) {
        JavaRDD<ArrowBatch> scored = placement
                .scoring(groups.mapPartitions(batches -> {
                    List<Group> rows = Batches.rows(batches, GroupCodec::decode);
                    rows.sort(Comparator.comparing(Group::id));
                    return List.of(ScoredGroupCodec.encode(ScoreWorker.score(workers, rows)))
                            .iterator();
                }))
                .persist(context.storage());
        return new Scored(scored, summaries(scored), List.of(), () -> {});
    }

    private static Iterator<ArrowBatch> merge(Iterator<ArrowBatch> left, Iterator<ArrowBatch> right) {
        SortedMap<GroupId, ScoredGroup> groups = new TreeMap<>();
        for (Iterator<ArrowBatch> batches : List.of(left, right)) {
            Batches.rows(batches, ScoredGroupCodec::decode)
                    .forEach(group -> groups.merge(group.group().id(), group, ScoredGroup::followedBy));
        }
        return List.of(ScoredGroupCodec.encode(List.copyOf(groups.values()))).iterator();
    }

    /** What the driver knows of scored groups, in the order of their ids. */
    static List<GroupSummary> summaries(JavaRDD<ArrowBatch> scored) {
        List<GroupSummary> all = new ArrayList<>();
        scored.map(batch -> new Message<>(ScoredGroupCodec.decode(batch).stream()
                        .map(ScoredGroup::summary)
                        .toList()))
                .collect()
                .forEach(message -> all.addAll(message.value()));
        all.sort(Comparator.comparing(GroupSummary::id));
        return all;
    }

    /**
     * Scored groups, kept by Spark until closed.
     *
     * @param batches Arrow batches of scored groups
     * @param summaries what the driver knows of them, in the order of their ids
     * @param parts what they were merged of, to be closed with them
     * @param others closes what came from other nodes
     */
    public record Scored(JavaRDD<ArrowBatch> batches, List<GroupSummary> summaries, List<Scored> parts, Runnable others)
            implements AutoCloseable {
        /** The rounds of a step as one: a group's completions of all rounds together. */
        public static Scored merged(List<Scored> rounds) {
            if (rounds.size() == 1) {
                return rounds.get(0);
            }
            JavaRDD<ArrowBatch> all = rounds.stream()
                    .map(Scored::batches)
                    .reduce((left, right) -> left.zipPartitions(right, ScoreStage::merge))
                    .orElseThrow();
            return new Scored(all, ScoreStage.summaries(all), List.copyOf(rounds), () -> {});
        }

        /** These groups with those that nodes took of others. */
        public Scored and(ExchangeStage.Taken others, List<GroupSummary> theirs) {
            List<GroupSummary> all = new ArrayList<>(summaries);
            all.addAll(theirs);
            all.sort(Comparator.comparing(GroupSummary::id));
            return new Scored(batches.union(others.batches()), all, List.of(this), others::close);
        }

        /** What a node has sampled, or taken. */
        public Batch of(int node) {
            return new ScoredBatch(
                    node,
                    summaries.stream()
                            .filter(summary -> summary.id().node() == node)
                            .toList(),
                    batches);
        }

        @Override
        public void close() {
            batches.unpersist(false);
            batches.rdd().cleanShuffleDependencies(false);
            parts.forEach(Scored::close);
            others.run();
        }
    }
}

package org.waggle.driver.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.RunException;

/**
 * Who trains on what: every picked item's update and lane, and what each update divides by. Made by the driver from
 * summaries, so that it is known before the gradient pass and can be written down with the samples.
 *
 * @param nodes number of nodes
 * @param places the places of each group's items
 * @param totals for each update and node, {@code update · nodes + node}
 */
public record TrainingPlan(int nodes, Map<GroupId, List<Place>> places, List<BatchTotals> totals)
        implements Serializable {
    /**
     * Where an item is trained on.
     *
     * @param pick the item
     * @param update update within the step, from 0
     * @param epoch pass over the selected items, from 0
     * @param miniBatch update within the pass, from 0
     * @param lane lane within its node
     */
    public record Place(Pick pick, int update, int epoch, int miniBatch, int lane) implements Serializable {}

    /**
     * How a batch is cut.
     *
     * @param epochs passes
     * @param miniBatches updates of a pass
     * @param nodes number of nodes
     * @param lanes lanes of a node
     * @param maxTokens largest completion length
     */
    public record Cut(int epochs, int miniBatches, int nodes, int lanes, int maxTokens) {
        int updates() {
            return epochs * miniBatches;
        }
    }

    /**
     * Deals picks to updates and lanes. In each pass whole groups are dealt to the mini-batches in a seeded order,
     * evenly by groups; within an update and a node, groups go to the lane with the fewest tokens so far, long ones
     * first.
     *
     * @param seed seed of the step
     */
    public static TrainingPlan of(List<Pick> picks, List<GroupSummary> batch, Cut cut, Seed seed) {
        Map<GroupId, List<Pick>> groups = new TreeMap<>();
        picks.forEach(pick ->
                groups.computeIfAbsent(pick.group(), key -> new ArrayList<>()).add(pick));
        Map<GroupId, GroupSummary> summaries = new TreeMap<>();
        batch.forEach(summary -> summaries.put(summary.id(), summary));
        Dealer dealer = new Dealer(groups, summaries, cut);
        for (int epoch = 0; epoch < cut.epochs(); epoch++) {
            dealer.deal(epoch, seed.at(epoch));
        }
        return new TrainingPlan(cut.nodes(), dealer.places, dealer.totals());
    }

    /** Number of updates. */
    public int updates() {
        return totals.size() / nodes;
    }

    /** Sums over what an update of each node trains on, [nodes]. */
    public List<BatchTotals> totals(int update) {
        return totals.subList(update * nodes, (update + 1) * nodes);
    }

    /** True if an update has something to train on. */
    public boolean hasWork(int update) {
        return totals(update).stream().anyMatch(total -> total.items() > 0);
    }

    /** Which one, from 1, an update is among those that have something to train on: the others aren't made. */
    public int ordinal(int update) {
        return (int) IntStream.rangeClosed(0, update).filter(this::hasWork).count();
    }

    /** The updates of a step that train on a sample, from 0. */
    public List<Integer> updatesOf(GroupId group, int sample) {
        return places.getOrDefault(group, List.of()).stream()
                .filter(place -> IntStream.of(place.pick().samples()).anyMatch(s -> s == sample))
                .map(Place::update)
                .toList();
    }

    private static final class Dealer {
        private final Map<GroupId, List<Pick>> groups;
        private final Map<GroupId, GroupSummary> summaries;
        private final Cut cut;
        private final Map<GroupId, List<Place>> places = new TreeMap<>();
        private final long[][] sums;

        Dealer(Map<GroupId, List<Pick>> groups, Map<GroupId, GroupSummary> summaries, Cut cut) {
            this.groups = groups;
            this.summaries = summaries;
            this.cut = cut;
            this.sums = new long[cut.updates() * cut.nodes()][3];
        }

        void deal(int epoch, Seed seed) {
            for (int node = 0; node < cut.nodes(); node++) {
                List<GroupId> shuffled = shuffled(node, seed);
                for (int mini = 0; mini < cut.miniBatches(); mini++) {
                    int from = shuffled.size() * mini / cut.miniBatches();
                    int to = shuffled.size() * (mini + 1) / cut.miniBatches();
                    lanes(epoch, mini, shuffled.subList(from, to));
                }
            }
        }

        private List<GroupId> shuffled(int node, Seed seed) {
            return groups.keySet().stream()
                    .filter(id -> id.node() == node)
                    .sorted(Comparator.comparingLong((GroupId id) ->
                                    seed.at(node).at(id.ordinal()).bits())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }

        private void lanes(int epoch, int mini, List<GroupId> members) {
            long[] load = new long[cut.lanes()];
            members.stream()
                    .sorted(Comparator.comparingLong((GroupId id) -> -cost(id))
                            .thenComparing(Comparator.naturalOrder()))
                    .forEach(id -> {
                        int lane = lightest(load);
                        load[lane] += cost(id);
                        place(id, epoch, mini, lane);
                    });
        }

        private void place(GroupId id, int epoch, int mini, int lane) {
            int update = epoch * cut.miniBatches() + mini;
            for (Pick pick : picks(id)) {
                places.computeIfAbsent(id, key -> new ArrayList<>()).add(new Place(pick, update, epoch, mini, lane));
                long[] sum = sums[update * cut.nodes() + id.node()];
                sum[0]++;
                sum[1] += pick.samples().length;
                sum[2] += sum(pick, SampleSummary::trainedTokens);
            }
        }

        private List<Pick> picks(GroupId id) {
            return groups.getOrDefault(id, List.of());
        }

        /** What training on a group costs: tokens that don't count in the loss are computed too. */
        private long cost(GroupId id) {
            return picks(id).stream()
                    .mapToLong(pick -> sum(pick, SampleSummary::tokens))
                    .sum();
        }

        private long sum(Pick pick, ToLongFunction<SampleSummary> number) {
            GroupSummary summary = summaries.get(pick.group());
            if (summary == null) {
                throw RunException.input("Invalid pick: group %s (must be one of the batch)", pick.group());
            }
            return IntStream.of(pick.samples())
                    .mapToObj(summary::sample)
                    .mapToLong(number)
                    .sum();
        }

        private static int lightest(long[] load) {
            return IntStream.range(0, load.length)
                    .boxed()
                    .min(Comparator.comparingLong(lane -> load[lane]))
                    .orElseThrow();
        }

        List<BatchTotals> totals() {
            List<BatchTotals> totals = new ArrayList<>();
            for (long[] sum : sums) {
                totals.add(new BatchTotals(sum[0], sum[1], sum[2], cut.maxTokens()));
            }
            return totals;
        }
    }
}

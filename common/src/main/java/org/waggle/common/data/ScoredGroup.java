package org.waggle.common.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A group with its rewards.
 *
 * @param group the completions
 * @param channels what each named reward said, in the order of their names
 * @param rewards the channels composed into one number for each completion, [completions]; NaN for one that a channel
 *     failed on and that is dropped
 */
public record ScoredGroup(Group group, SortedMap<String, Scores> channels, double[] rewards) {
    /** Where {@link Completion#extra} of a dropped completion says why. */
    public static final String FAILURE = "reward_failure";

    /** Copies and sorts the channels. */
    public ScoredGroup(Group group, Map<String, Scores> channels, double[] rewards) {
        this(group, new TreeMap<>(channels), rewards);
    }

    /** A group that was judged and has no composed reward: NaN, so that nobody takes it for one. */
    public static ScoredGroup uncomposed(Group group, Map<String, Scores> channels) {
        double[] rewards = new double[group.size()];
        Arrays.fill(rewards, Double.NaN);
        return new ScoredGroup(group, channels, rewards);
    }

    /** What the driver needs to know of the group to select, to count and to report. */
    public GroupSummary summary() {
        return new GroupSummary(
                group.id(),
                group.problem().id(),
                IntStream.of(places())
                        .mapToObj(place -> SampleSummary.of(this, place))
                        .toList(),
                group.size() - places().length);
    }

    /** Places, from 0, of the completions that have a reward: all unless some were dropped. */
    public int[] places() {
        return IntStream.range(0, group.size())
                .filter(place -> !Double.isNaN(rewards[place]))
                .toArray();
    }

    /** The completions at places, with their scores and rewards. */
    public ScoredGroup at(int... places) {
        SortedMap<String, Scores> kept = new TreeMap<>();
        channels.forEach((name, scores) -> kept.put(name, scores.at(places)));
        return new ScoredGroup(
                group.with(
                        IntStream.of(places).mapToObj(group.completions()::get).toList()),
                kept,
                IntStream.of(places).mapToDouble(place -> rewards[place]).toArray());
    }

    /** This group with the completions that a later rollout round drew for it. */
    public ScoredGroup followedBy(ScoredGroup later) {
        List<Completion> completions = new ArrayList<>(group.completions());
        completions.addAll(later.group.completions());
        Map<String, Scores> joined = new TreeMap<>(channels);
        later.channels.forEach((name, scores) -> joined.merge(name, scores, Scores::followedBy));
        double[] all = DoubleStream.concat(DoubleStream.of(rewards), DoubleStream.of(later.rewards))
                .toArray();
        return new ScoredGroup(group.with(completions), joined, all);
    }
}

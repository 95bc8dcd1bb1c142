package org.waggle.driver.loop;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.data.StopReason;

/** Numbers of a batch of rollouts, by the field's names. */
public final class StepMetrics {
    private StepMetrics() {}

    /**
     * Rewards, lengths and entropy of what was sampled, selected or not; means are over the completions that have a
     * reward, and {@code reward/dropped} counts those that a channel failed on.
     *
     * @return empty for an empty batch; {@code reward/std} is the mean over groups of the population deviation
     */
    public static SortedMap<String, Double> of(List<GroupSummary> batch) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        List<SampleSummary> samples =
                batch.stream().flatMap(group -> group.samples().stream()).toList();
        if (batch.isEmpty()) {
            return metrics;
        }
        metrics.put("reward/dropped", (double)
                batch.stream().mapToInt(GroupSummary::dropped).sum());
        if (samples.isEmpty()) {
            return metrics;
        }
        metrics.put("reward/mean", mean(samples.stream().mapToDouble(SampleSummary::reward)));
        metrics.put("reward/std", mean(batch.stream().mapToDouble(group -> deviation(group.rewards()))));
        for (String channel : samples.get(0).channels().keySet()) {
            metrics.put(
                    "reward/" + channel,
                    mean(samples.stream()
                            .mapToDouble(sample -> sample.channels().get(channel))));
        }
        metrics.put("frac_reward_zero_std", mean(batch.stream().mapToDouble(group -> group.hasEqualRewards() ? 1 : 0)));
        metrics.put("completions/mean_length", mean(samples.stream().mapToDouble(SampleSummary::tokens)));
        metrics.put(
                "completions/clipped_ratio",
                mean(samples.stream().mapToDouble(sample -> sample.stop() == StopReason.LENGTH ? 1 : 0)));
        metrics.put("entropy", mean(samples.stream().mapToDouble(SampleSummary::meanEntropy)));
        return metrics;
    }

    /** Mean reward of the completions that have one, 0 if none has. */
    static double reward(List<GroupSummary> batch) {
        return mean(batch.stream().flatMap(group -> group.samples().stream()).mapToDouble(SampleSummary::reward));
    }

    /** Number of sampled tokens. */
    public static long tokens(List<GroupSummary> batch) {
        return batch.stream()
                .flatMap(group -> group.samples().stream())
                .mapToLong(SampleSummary::tokens)
                .sum();
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(0);
    }

    private static double deviation(double[] values) {
        double mean = mean(DoubleStream.of(values));
        return Math.sqrt(mean(DoubleStream.of(values).map(value -> (value - mean) * (value - mean))));
    }
}

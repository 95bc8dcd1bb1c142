package org.waggle.executor.composer;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.StepContext;

/** Reward = Σ weight × channel, added in the order of the channels' names. */
@Doc("The weighted sum of the reward channels.")
public record WeightedSum(
        @Doc("Weight of each reward channel by its name; every channel has one.")
        Map<String, Double> weights) implements Composer {
    /** Sorts the weights, and checks that they are finite. */
    public WeightedSum {
        Check.that(!weights.isEmpty(), "weights", weights, "must name at least one reward channel");
        weights.forEach((channel, weight) ->
                Check.that(Double.isFinite(weight), "weights." + channel, weight, "must be finite"));
        weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    }

    @Override
    public double[] compose(Group group, SortedMap<String, Scores> channels, StepContext context) {
        double[] rewards = new double[group.size()];
        channels.forEach((name, scores) -> {
            double weight = weights.getOrDefault(name, 0.0);
            for (int i = 0; i < rewards.length; i++) {
                rewards[i] += weight * scores.values()[i];
            }
        });
        return rewards;
    }

    @Override
    public String objection(Collection<String> channels) {
        Set<String> rewards = new TreeSet<>(channels);
        return rewards.equals(weights.keySet())
                ? ""
                : "weights of %s (must be of every reward and no other: %s)".formatted(weights.keySet(), rewards);
    }
}

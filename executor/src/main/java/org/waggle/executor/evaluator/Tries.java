package org.waggle.executor.evaluator;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;

/** What evaluators that try a problem several times have in common. */
final class Tries {
    private Tries() {}

    static void check(int problems, int samples, List<Integer> k, double threshold, SamplingSettings sampling) {
        Check.that(problems >= 1, "problems", problems, "must be >= 1");
        Check.that(samples >= 1, "samples", samples, "must be >= 1");
        Check.that(
                samples == 1 || sampling.temperature() > 0,
                "samples",
                samples,
                "must be 1 at temperature 0: greedy completions of a problem are all the same");
        Check.that(!k.isEmpty(), "k", k, "must have at least one number");
        for (int count : k) {
            Check.that(count >= 1 && count <= samples, "k", count, "must be from 1 to samples " + samples);
        }
        Check.that(Double.isFinite(threshold), "threshold", threshold, "must be finite");
    }

    /** Whether the channel scores each completion at least as high as the threshold, [completions]. */
    static boolean[] right(ScoredGroup group, String channel, double threshold) {
        Scores scores = group.channels().get(channel);
        if (scores == null) {
            throw RunException.input(
                    "Invalid channel: %s (must be one of %s)",
                    channel, group.channels().keySet());
        }
        boolean[] right = new boolean[scores.values().length];
        for (int i = 0; i < right.length; i++) {
            right[i] = scores.values()[i] >= threshold;
        }
        return right;
    }

    static String objection(String channel, Collection<String> channels) {
        return channels.contains(channel)
                ? ""
                : "channel %s (must be one of the rewards %s)".formatted(channel, new TreeSet<>(channels));
    }
}

package org.waggle.executor.evaluator;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.waggle.common.data.Completion;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Evaluator;

/** An evaluator that tries a problem several times, and asks of k tries, for each k, what they are worth. */
interface Tries extends Evaluator {
    /** The k that it reports. */
    List<Integer> k();

    /** Channel that says what is correct. */
    String channel();

    /** Score from which a completion is correct. */
    double threshold();

    /** Name of its metric for a k. */
    String name(int count);

    /**
     * What k of the completions are worth, as a function of k.
     *
     * @param right whether each completion is correct, [completions]
     */
    IntToDoubleFunction worth(List<Completion> completions, boolean[] right);

    @Override
    default SortedSet<String> metrics() {
        return k().stream().map(this::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** For those k that the completions are enough for: a reward may have failed on some. */
    @Override
    default SortedMap<String, Double> measure(ScoredGroup group) {
        boolean[] right = right(group);
        IntToDoubleFunction worth = worth(group.group().completions(), right);
        SortedMap<String, Double> measured = new TreeMap<>();
        k().stream()
                .filter(count -> count <= right.length)
                .forEach(count -> measured.put(name(count), worth.applyAsDouble(count)));
        return measured;
    }

    private boolean[] right(ScoredGroup group) {
        Scores scores = group.channels().get(channel());
        if (scores == null) {
            throw RunException.input(
                    "Invalid channel: %s (must be one of %s)",
                    channel(), group.channels().keySet());
        }
        boolean[] right = new boolean[scores.values().length];
        for (int i = 0; i < right.length; i++) {
            right[i] = scores.values()[i] >= threshold();
        }
        return right;
    }

    @Override
    default String objection(Collection<String> channels) {
        return channels.contains(channel())
                ? ""
                : "channel %s (must be one of the rewards %s)".formatted(channel(), new TreeSet<>(channels));
    }

    /** Refuses settings that are out of range. */
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
}

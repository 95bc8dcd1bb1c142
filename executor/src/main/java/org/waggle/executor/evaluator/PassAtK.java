package org.waggle.executor.evaluator;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Evaluator;

/**
 * The probability that at least one of k completions is correct, from n completions of which c are, without bias:
 *
 * <pre>pass@k = mean over problems of 1 - C(n - c, k) / C(n, k)</pre>
 *
 * Paper: Codex (arXiv:2107.03374, equation 1). The standard error is the sample deviation over problems divided by the
 * root of their number.
 */
@Doc("The probability that one of k completions of a held-out problem is correct, estimated without bias.")
public record PassAtK(
        @Doc("Held-out problems to take, from the first.") int problems,
        @Doc("Completions of each problem.") int samples,

        @Doc("The k of each pass@k that is reported, from 1 to samples.")
        List<Integer> k,

        @Doc("Reward channel that says what is correct.") String channel,

        @Doc("A completion is correct if the channel scores it at least this high.")
        double threshold,

        @Doc("How completions are drawn; temperature 0 is greedy and goes with one sample.")
        SamplingSettings sampling)
        implements Evaluator {
    /** Checks every range. */
    public PassAtK {
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
        k = List.copyOf(k);
    }

    @Override
    public SortedMap<String, Measurement> measure(List<GroupSummary> groups) {
        SortedMap<String, Measurement> measurements = new TreeMap<>();
        for (int count : k) {
            double[] passes =
                    groups.stream().mapToDouble(group -> pass(group, count)).toArray();
            measurements.put("pass@" + count, measurement(passes));
        }
        return measurements;
    }

    @Override
    public String objection(Collection<String> channels) {
        return channels.contains(channel)
                ? ""
                : "channel %s (must be one of the rewards %s)".formatted(channel, new TreeSet<>(channels));
    }

    private double pass(GroupSummary group, int count) {
        int n = group.samples().size();
        int wrong = n - (int) group.samples().stream().filter(this::isCorrect).count();
        double allWrong = 1;
        for (int draw = 0; draw < count; draw++) {
            allWrong *= Math.max(0.0, wrong - draw) / (n - draw);
        }
        return 1 - allWrong;
    }

    private boolean isCorrect(SampleSummary sample) {
        Double score = sample.channels().get(channel);
        if (score == null) {
            throw RunException.input(
                    "Invalid channel: %s (must be one of %s)",
                    channel, sample.channels().keySet());
        }
        return score >= threshold;
    }

    private static Measurement measurement(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int n = values.length;
        return new Measurement(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n));
    }
}

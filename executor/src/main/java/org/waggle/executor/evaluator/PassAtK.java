package org.waggle.executor.evaluator;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.waggle.common.data.Doc;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.spi.Evaluator;

/**
 * The probability that at least one of k completions is correct, from n completions of which c are, without bias:
 *
 * <pre>pass@k = 1 - C(n - c, k) / C(n, k)</pre>
 *
 * Paper: Codex (arXiv:2107.03374, equation 1), which takes the mean over problems.
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
        Tries.check(problems, samples, k, threshold, sampling);
        k = List.copyOf(k);
    }

    @Override
    public SortedSet<String> metrics() {
        return k.stream().map(PassAtK::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(int count) {
        return "pass@" + count;
    }

    @Override
    public SortedMap<String, Double> measure(ScoredGroup group) {
        boolean[] right = Tries.right(group, channel, threshold);
        int correct = 0;
        for (boolean each : right) {
            correct += each ? 1 : 0;
        }
        int all = correct;
        SortedMap<String, Double> passes = new TreeMap<>();
        k.forEach(count -> passes.put(name(count), pass(right.length, all, count)));
        return passes;
    }

    @Override
    public String objection(Collection<String> channels) {
        return Tries.objection(channel, channels);
    }

    private static double pass(int n, int correct, int count) {
        double allWrong = 1;
        for (int draw = 0; draw < count; draw++) {
            allWrong *= Math.max(0.0, n - correct - draw) / (n - draw);
        }
        return 1 - allWrong;
    }
}

package org.waggle.executor.evaluator;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.SamplingSettings;

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
        implements Tries {
    /** Checks every range. */
    public PassAtK {
        Tries.check(problems, samples, k, threshold, sampling);
        k = List.copyOf(k);
    }

    @Override
    public String name(int count) {
        return "pass@" + count;
    }

    @Override
    public IntToDoubleFunction worth(List<Completion> completions, boolean[] right) {
        int correct = 0;
        for (boolean each : right) {
            correct += each ? 1 : 0;
        }
        int all = correct;
        return count -> pass(right.length, all, count);
    }

    private static double pass(int n, int correct, int count) {
        double allWrong = 1;
        for (int draw = 0; draw < count; draw++) {
            allWrong *= Math.max(0.0, n - correct - draw) / (n - draw);
        }
        return 1 - allWrong;
    }
}

package org.waggle.executor.evaluator;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.failure.Check;

/**
 * The probability that the answer which most of k completions give is right, from n completions, without bias: the mean
 * over all subsets of k of them, computed exactly ({@link MajorityVote}). Of answers with equally many votes one is
 * drawn evenly; a completion without an answer doesn't vote, and an answer is right if the first completion that gives
 * it is.
 *
 * <p>Paper: Self-consistency (arXiv:2203.11171), which votes once over all completions: k = n.
 */
@Doc("The probability that the answer which most of k completions of a held-out problem give is correct.")
public record MajorityAtK(
        @Doc("Held-out problems to take, from the first.") int problems,
        @Doc("Completions of each problem.") int samples,

        @Doc("The k of each maj@k that is reported, from 1 to samples.")
        List<Integer> k,

        @Doc("Reward channel that says what is correct.") String channel,

        @Doc("An answer is correct if the channel scores it at least this high.")
        double threshold,

        @Doc("Regular expression (RE2) whose last match with text is the answer, or its first group if it has one.")
        String answer,

        @Doc("How completions are drawn; temperature 0 is greedy and goes with one sample.")
        SamplingSettings sampling)
        implements Tries {
    /** Checks every range, and the expression. */
    public MajorityAtK {
        Tries.check(problems, samples, k, threshold, sampling);
        try {
            Pattern.compile(answer);
        } catch (PatternSyntaxException e) {
            Check.that(false, "answer", answer, "must be a regular expression: " + e.getDescription());
        }
        k = List.copyOf(k);
    }

    @Override
    public String name(int count) {
        return "maj@" + count;
    }

    @Override
    public IntToDoubleFunction worth(List<Completion> completions, boolean[] right) {
        Pattern pattern = Pattern.compile(answer);
        SortedMap<String, MajorityVote.Answer> answers = new TreeMap<>();
        for (int i = 0; i < right.length; i++) {
            MajorityVote.Answer one = new MajorityVote.Answer(1, right[i]);
            last(pattern, completions.get(i).text())
                    .ifPresent(text -> answers.merge(text, one, MajorityVote.Answer::and));
        }
        return new MajorityVote(right.length, new ArrayList<>(answers.values()))::correct;
    }

    /** The answer that a completion gives, without space around it. */
    private static Optional<String> last(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        String last = "";
        while (matcher.find()) {
            String found = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
            last = found == null || found.isBlank() ? last : found.strip();
        }
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }
}

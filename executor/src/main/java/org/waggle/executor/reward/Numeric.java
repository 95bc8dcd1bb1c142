package org.waggle.executor.reward;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.CompletionReward;

/**
 * Compares the completion with the answer as numbers: 1 if they are within a tolerance, else 0 or, with partial credit,
 *
 * <pre>r = 1 - min(|a - b|, 1) / 2 - min(|a - b| / (|b| + 1e-6), 1) / 2</pre>
 *
 * for the completion's number a and the answer b, in [0, 1]. Paper: "Reasoning or Memorization?" (arXiv:2507.10532),
 * continuous reward. A completion that isn't one plain decimal number in the range of a double, or has none where its
 * last one counts, scores 0. Thousands may be apart by commas.
 */
@Doc("Compares the completion with the answer as decimal numbers; what has no number scores 0.")
public record Numeric(
        @Doc("Largest difference that counts as correct and scores 1, at least 0.")
        double tolerance,

        @Doc("True to score a wrong number by its absolute and relative distance, in [0, 1]; false scores it 0.")
        boolean partialCredit,

        @Doc("whole: the completion must be one number and nothing else; last: its last number counts.")
        Reading reading)
        implements CompletionReward {
    /** Which number of a completion counts. */
    public enum Reading {
        WHOLE,
        LAST
    }

    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?([1-9][0-9]{0,2}(,[0-9]{3})+(?![0-9])(\\.[0-9]*)?|[0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");

    /** Checks the tolerance. */
    public Numeric {
        Check.that(tolerance >= 0 && Double.isFinite(tolerance), "tolerance", tolerance, "must be >= 0 and finite");
    }

    @Override
    public double score(Problem problem, Completion completion) {
        BigDecimal answer = parse(problem.answer())
                .orElseThrow(() -> RunException.input(
                        "Invalid answer: '%s' of problem %s (must be a decimal number: the reward numeric compares numbers)",
                        problem.answer(), problem.id()));
        Optional<BigDecimal> guess = parse(reading == Reading.WHOLE ? completion.text() : last(completion.text()));
        return guess.map(number -> score(number.subtract(answer).abs().doubleValue(), Math.abs(answer.doubleValue())))
                .orElse(0.0);
    }

    private double score(double distance, double size) {
        if (distance <= tolerance) {
            return 1;
        }
        return partialCredit ? 1 - Math.min(distance, 1) / 2 - Math.min(distance / (size + 1e-6), 1) / 2 : 0;
    }

    private static String last(String text) {
        return NUMBER.matcher(withHyphens(text))
                .results()
                .map(MatchResult::group)
                .reduce("", (earlier, later) -> later);
    }

    private static Optional<BigDecimal> parse(String text) {
        String number = withHyphens(text.strip());
        if (!NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(number.replace(",", ""));
        return Optional.of(value).filter(it -> Double.isFinite(it.doubleValue()));
    }

    /** The sign of mathematics as that of keyboards. */
    private static String withHyphens(String text) {
        return text.replace('\u2212', '-');
    }
}

package org.waggle.executor.reward.math;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import org.waggle.executor.reward.AnswerTag;
import org.waggle.executor.reward.math.MathExpression.Words;

/**
 * Finds the final answer in a text, in this order: the last box; the text itself if it is nothing but mathematics; what
 * follows the last "final answer is", "answer:" or "answer"; the last formula; the last number or plain calculation;
 * the text as words. All patterns here and in what it asks are RE2's, since the text is the policy's.
 */
final class AnswerFinder {
    private static final Pattern ANCHORS =
            Pattern.compile("(?is).*(?:final answer[^.]{0,100}? is\\b|answer is|answer:|answer)");

    /** Characters between the word answer and what it announces. */
    private static final int FARTHEST = 100;

    /** Words of a language rather than variables beside each other. */
    private static final Pattern PROSE = Pattern.compile("[A-Za-z]{3,}|(?:^|\\s)[A-Za-z]{2}(?:[\\s.,]|$)");

    private static final Pattern COMMANDS =
            Pattern.compile("\\\\(?:text|mathrm|textbf|mbox|operatorname|begin|end)\\s*\\{[^{}]*}|\\\\[A-Za-z]+");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("-?[0-9]+,[0-9]+");

    private AnswerFinder() {}

    /** What a text says in the end. */
    static MathExpression find(String text) {
        String answer =
                SpelledScales.inDigits(AnswerTag.last(text).orElse(text)).strip();
        return Formulas.lastBox(answer)
                .or(() -> bare(answer))
                .or(() -> anchored(answer))
                .or(() -> Formulas.last(answer))
                .or(() -> PlainNumbers.last(answer))
                .orElseGet(() -> new Words(answer));
    }

    private static Optional<MathExpression> bare(String text) {
        String expression = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (expression.isEmpty()
                || PROSE.matcher(COMMANDS.matcher(expression).replaceAll(" ")).find()) {
            return Optional.empty();
        }
        return MathParser.parse(DECIMAL_COMMA.matches(expression) ? PlainNumbers.withPoint(expression) : expression);
    }

    private static Optional<MathExpression> anchored(String text) {
        Matcher anchor = ANCHORS.matcher(text);
        if (!anchor.find()) {
            return Optional.empty();
        }
        String behind = text.substring(anchor.end()).replaceFirst("^[\\s:*]+(?:is\\b)?[\\s:*]*", "");
        List<Candidate> candidates = PlainNumbers.in(behind);
        Formulas.first(behind).ifPresent(candidates::add);
        candidates.removeIf(candidate -> candidate.start() > FARTHEST);
        return Candidate.best(candidates, Candidate.FIRST);
    }
}

package org.waggle.executor.reward.math;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.waggle.executor.reward.AnswerTag;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Items;
import org.waggle.executor.reward.math.MathExpression.Words;

/**
 * Finds the final answer in a text, in this order: the last box; the text itself if it is nothing but mathematics; what
 * follows the last "final answer is", "answer:" or "answer"; the last formula; the last number or plain calculation;
 * the text as words. All patterns are RE2's, since the text is the policy's.
 */
final class AnswerFinder {
    private static final Pattern ANCHORS = Pattern.compile("(?is).*(?:final answer is|answer is|answer:|answer)");
    private static final Pattern PERCENT = Pattern.compile("^\\s*(?:\\\\?%|[Pp]ercent|[Pp]ercentage|[Pp]ct)");
    private static final Pattern JOINED = Pattern.compile("\\s*,?\\s*(?:and|or|,)\\s*");
    private static final Pattern FORMULA =
            Pattern.compile("(?s)\\$\\$(.+?)\\$\\$|\\\\\\[(.+?)\\\\]|\\$([^$\\n]+)\\$|\\\\\\(([^\\n]+?)\\\\\\)");

    private static final String SIGNS = "+\\-*×/^()÷";
    private static final Pattern CALCULATION = Pattern.compile(
            "(?:^|[\\s=])(?:\\*\\*)?(-?\\(?-?[0-9][0-9.\\s%1$s]*[%1$s][0-9.\\s%1$s]+\\)?)(?:\\*\\*)?(?:[.,:\\s)$]|$)"
                    .formatted(SIGNS));
    private static final Pattern NUMBER = Pattern.compile("(?:^|[\\s=])(?:\\*\\*)?[$€£¥₹]?"
            + "(-?[1-9][0-9]{0,2}(?:[ ,][0-9]{3})+(?:\\.[0-9]+)?|-?[0-9]+[.,][0-9]+|-?\\.[0-9]+|-?[0-9]+)"
            + "(\\s*(?:\\\\?%|[Pp]ercent|[Pp]ct))?");
    private static final Pattern GROUPED = Pattern.compile("-?[1-9][0-9]{0,2}(?:[ ,][0-9]{3})+(?:\\.[0-9]+)?");
    private static final int LONGEST_SIGN = 16;

    /** Characters between the word answer and what it announces. */
    private static final int FARTHEST = 100;

    private static final Pattern MINUS = Pattern.compile("(?i)(?:minus|negative)\\s*$");

    /** Words of a language rather than variables beside each other. */
    private static final Pattern PROSE = Pattern.compile("[A-Za-z]{3,}|(?:^|\\s)[A-Za-z]{2}(?:[\\s.,]|$)");

    private static final Pattern COMMANDS =
            Pattern.compile("\\\\(?:text|mathrm|textbf|mbox|operatorname|begin|end)\\s*\\{[^{}]*}|\\\\[A-Za-z]+");

    private AnswerFinder() {}

    /** What a text says in the end. */
    static MathExpression find(String text) {
        String answer = AnswerTag.last(text).orElse(text).strip();
        return boxed(answer)
                .or(() -> bare(answer))
                .or(() -> anchored(answer))
                .or(() -> formula(answer))
                .or(() -> plain(answer))
                .orElseGet(() -> new Words(answer));
    }

    private static Optional<MathExpression> boxed(String text) {
        int start = Math.max(text.lastIndexOf("\\boxed{"), text.lastIndexOf("\\fbox{"));
        if (start < 0) {
            return Optional.empty();
        }
        int open = text.indexOf('{', start);
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isEscaped = text.charAt(i - 1) == '\\';
            depth += isEscaped ? 0 : c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                String inside = text.substring(open + 1, i);
                return Optional.of(percent(read(inside), text.substring(i + 1).replaceFirst("^\\s*\\$", "")));
            }
        }
        return Optional.empty();
    }

    /** What stands where only mathematics is expected. */
    private static MathExpression read(String latex) {
        String stripped = latex.strip();
        return MathParser.parse(decimalComma(stripped))
                .or(() -> PROSE.matcher(COMMANDS.matcher(stripped).replaceAll(" "))
                                .find()
                        ? plain(stripped)
                        : Optional.empty())
                .orElseGet(() -> new Words(stripped.replaceAll("\\s|\\\\[,;:!]|\\\\left|\\\\right", "")));
    }

    private static String decimalComma(String text) {
        return text.matches("-?[0-9]+,[0-9]+") && !GROUPED.matches(text) ? text.replace(',', '.') : text;
    }

    private static Optional<MathExpression> bare(String text) {
        String expression = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return expression.isEmpty()
                        || PROSE.matcher(COMMANDS.matcher(expression).replaceAll(" "))
                                .find()
                ? Optional.empty()
                : MathParser.parse(decimalComma(expression));
    }

    private static Optional<MathExpression> anchored(String text) {
        Matcher anchor = ANCHORS.matcher(text);
        if (!anchor.find()) {
            return Optional.empty();
        }
        String behind = text.substring(anchor.end()).replaceFirst("^[\\s:*]+(?:is\\b)?[\\s:*]*", "");
        List<Candidate> candidates = candidates(behind);
        Matcher formula = FORMULA.matcher(behind);
        if (formula.find()) {
            candidates.add(new Candidate(formula.start(), formula.end(), () -> formula(formula.group())));
        }
        return candidates.stream()
                .filter(candidate -> candidate.start() <= FARTHEST)
                .sorted(Candidate.FIRST)
                .flatMap(candidate -> candidate.value().get().stream())
                .findFirst();
    }

    /** The last formula, with those before it that are joined to it. */
    private static Optional<MathExpression> formula(String text) {
        List<MathExpression> joined = new ArrayList<>();
        Matcher matcher = FORMULA.matcher(text);
        int end = -1;
        while (matcher.find()) {
            if (end >= 0 && !JOINED.matches(text.substring(end, matcher.start()))) {
                joined.clear();
            }
            String latex = Stream.of(1, 2, 3, 4)
                    .map(matcher::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow();
            joined.add(percent(read(latex), text.substring(matcher.end())));
            end = matcher.end();
        }
        return joined.size() <= 1 ? joined.stream().findFirst() : Optional.of(new Items(Items.LIST, joined));
    }

    private static MathExpression percent(MathExpression value, String behind) {
        return PERCENT.matcher(behind).find() ? Call.of("%", value) : value;
    }

    private record Candidate(int start, int end, Supplier<Optional<MathExpression>> value) {
        /** The one that ends last, and of those the one that begins first. */
        static final Comparator<Candidate> LAST =
                Comparator.comparingInt(Candidate::end).reversed().thenComparingInt(Candidate::start);

        /** The one that begins first, and of those the longest. */
        static final Comparator<Candidate> FIRST = Comparator.comparingInt(Candidate::start)
                .thenComparing(Comparator.comparingInt(Candidate::end).reversed());
    }

    private static Optional<MathExpression> plain(String text) {
        return candidates(text).stream()
                .sorted(Candidate.LAST)
                .flatMap(candidate -> candidate.value().get().stream())
                .findFirst();
    }

    /** Numbers and calculations outside of formulas. */
    private static List<Candidate> candidates(String text) {
        List<Candidate> candidates = new ArrayList<>();
        Matcher calculation = CALCULATION.matcher(text);
        while (calculation.find()) {
            String found = calculation.group(1);
            candidates.add(new Candidate(calculation.start(), calculation.end(), () -> MathParser.parse(found)));
        }
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            Optional<MathExpression> found = number(text, number);
            candidates.add(new Candidate(number.start(), number.end(), () -> found));
        }
        return candidates;
    }

    private static Optional<MathExpression> number(String text, Matcher number) {
        String digits = number.group(1);
        String plain = GROUPED.matches(digits) ? digits.replaceAll("[ ,]", "") : digits.replace(',', '.');
        Optional<MathExpression> value = MathParser.parse(plain);
        if (number.group(2) != null) {
            value = value.map(all -> Call.of("%", all));
        }
        String before = text.substring(Math.max(0, number.start() - LONGEST_SIGN), number.start());
        return MINUS.matcher(before).find() ? value.map(all -> Call.of("-", all)) : value;
    }
}

package org.waggle.executor.reward.math;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Items;
import org.waggle.executor.reward.math.MathExpression.Words;

/** LaTeX in a text: in boxes, and between dollars or the like. */
final class Formulas {
    /** Longer ones aren't read. */
    private static final int LONGEST = 2000;

    private static final Pattern BOX = Pattern.compile("\\\\f?boxe?d?\\{");
    private static final Pattern FORMULA =
            Pattern.compile("(?s)\\$\\$(.+?)\\$\\$|\\\\\\[(.+?)\\\\]|\\$([^$\\n]+)\\$|\\\\\\(([^\\n]+?)\\\\\\)");
    private static final Pattern PERCENT = Pattern.compile("^\\s*\\$?\\s*(?:\\\\?%|[Pp]ercent|[Pp]ct)");

    /** What may stand between two parts of one answer: a comma or an and, and whatever ends and begins formulas. */
    private static final Pattern JOINT =
            Pattern.compile("%1$s*(?:,|and|or|\\\\text\\{\\s*(?:and|or)\\s*})(?:and|or|%1$s)*"
                    .formatted("(?:\\$|\\\\[()\\[\\]]|\\\\q?quad|\\s)"));

    private static final Pattern WITH_UNIT = Pattern.compile("-?[0-9][0-9.,]*\\s+[A-Za-z][A-Za-z .]*");

    private Formulas() {}

    /** The last box, with those before it that are joined to it. */
    static Optional<MathExpression> lastBox(String text) {
        List<MathExpression> joined = new ArrayList<>();
        Matcher box = BOX.matcher(text);
        int end = 0;
        int from = 0;
        while (box.find(from)) {
            int close = closing(text, box.end() - 1);
            from = close < 0 ? box.end() : close + 1;
            if (close >= 0) {
                join(joined, text.substring(end, box.start()), percent(text.substring(box.end(), close), text, from));
                end = from;
            }
        }
        return together(joined);
    }

    /** Where the brace that is opened at a place is closed; -1 if it isn't, or too far away. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < Math.min(text.length(), open + LONGEST); i++) {
            char c = text.charAt(i);
            boolean isEscaped = text.charAt(i - 1) == '\\';
            depth += isEscaped ? 0 : c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The first formula, if there is one. */
    static Optional<Candidate> first(String text) {
        Matcher formula = FORMULA.matcher(text);
        return formula.find()
                ? Optional.of(new Candidate(
                        formula.start(),
                        formula.end(),
                        () -> Optional.of(percent(latex(formula), text, formula.end()))))
                : Optional.empty();
    }

    /** The last formula, with those before it that are joined to it. */
    static Optional<MathExpression> last(String text) {
        List<MathExpression> joined = new ArrayList<>();
        Matcher formula = FORMULA.matcher(text);
        int end = 0;
        while (formula.find()) {
            join(joined, text.substring(end, formula.start()), percent(latex(formula), text, formula.end()));
            end = formula.end();
        }
        return together(joined);
    }

    private static String latex(Matcher formula) {
        return Stream.of(1, 2, 3, 4)
                .map(formula::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }

    private static void join(List<MathExpression> joined, String between, MathExpression next) {
        if (!JOINT.matches(between)) {
            joined.clear();
        }
        joined.add(next);
    }

    private static Optional<MathExpression> together(List<MathExpression> joined) {
        if (joined.size() <= 1) {
            return joined.stream().findFirst();
        }
        return Optional.of(
                new Items(Items.LIST, joined.stream().flatMap(Formulas::parts).toList()));
    }

    private static Stream<MathExpression> parts(MathExpression expression) {
        return expression instanceof Items items && items.brackets().equals(Items.LIST)
                ? items.items().stream()
                : Stream.of(expression);
    }

    /** What a formula says that ends at a place, and may have a percent sign behind it. */
    private static MathExpression percent(String latex, String text, int end) {
        MathExpression value = read(latex.strip());
        String behind = text.substring(end, Math.min(text.length(), end + LONGEST));
        return PERCENT.matcher(behind).find() ? Call.of("%", value) : value;
    }

    private static MathExpression read(String latex) {
        return (WITH_UNIT.matches(latex) ? PlainNumbers.last(latex) : MathParser.parse(latex))
                .orElseGet(() -> new Words(latex.replaceAll("\\s|\\\\[,;:!]|\\\\left|\\\\right", "")));
    }
}

package org.waggle.executor.reward.math;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waggle.executor.reward.math.MathExpression.Call;

/** Numbers and calculations such as {@code 3/4} in plain text: with thousands apart, percent signs and currencies. */
final class PlainNumbers {
    private static final String BEFORE = "(?:^|[\\s=])(?:\\*\\*)?";
    private static final String SIGNS = "+\\-*×/^()÷";
    private static final String THOUSANDS = "-?[1-9][0-9]{0,2}(?:[ ,][0-9]{3})+(?:\\.[0-9]+)?";

    private static final Pattern CALCULATION =
            Pattern.compile("%1$s(-?\\(?-?[0-9][0-9.\\s%2$s]*[%2$s][0-9.\\s%2$s]+\\)?)(?:\\*\\*)?(?:[.,:\\s)$]|$)"
                    .formatted(BEFORE, SIGNS));
    private static final Pattern NUMBER = Pattern.compile(BEFORE + "[$€£¥₹]?"
            + "(" + THOUSANDS + "|-?[0-9]+[.,][0-9]+|-?\\.[0-9]+|-?[0-9]+)"
            + "(\\s*(?:\\\\?%|[Pp]ercent|[Pp]ct))?");
    private static final Pattern GROUPED = Pattern.compile(THOUSANDS);

    /** In words, before a number. */
    private static final Pattern MINUS = Pattern.compile("(?i)(?:minus|negative)\\s*$");

    private static final int LONGEST_MINUS = 16;

    private PlainNumbers() {}

    /** The last one of a text. */
    static Optional<MathExpression> last(String text) {
        return Candidate.best(in(text), Candidate.LAST);
    }

    /** All of a text. */
    static List<Candidate> in(String text) {
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
        Optional<MathExpression> value = MathParser.parse(withPoint(number.group(1)));
        if (number.group(2) != null) {
            value = value.map(all -> Call.of("%", all));
        }
        String before = text.substring(Math.max(0, number.start() - LONGEST_MINUS), number.start());
        return MINUS.matcher(before).find() ? value.map(all -> Call.of("-", all)) : value;
    }

    /** A number without separated thousands, and with a point where it has a decimal comma. */
    static String withPoint(String number) {
        return GROUPED.matches(number) ? number.replaceAll("[ ,]", "") : number.replace(',', '.');
    }
}

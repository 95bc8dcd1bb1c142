package org.waggle.executor.reward.math;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Numbers that end in words, such as {@code 4.6 million} and {@code $46$\text{ thousand}}: without the words they are
 * other numbers. What isn't a plain number before the word, a fraction for example, is left as it is.
 */
final class SpelledScales {
    private enum Scale {
        HUNDRED(2),
        THOUSAND(3),
        MILLION(6),
        BILLION(9),
        TRILLION(12);

        private final int zeros;

        Scale(int zeros) {
            this.zeros = zeros;
        }
    }

    private static final String BEFORE = "(^|[\\s({=*$€£¥₹-])";
    private static final String NUMBER =
            "([0-9]{1,3}(?:[ ,][0-9]{3}){1,9}(?:\\.[0-9]{1,30})?|[0-9]{1,30}(?:\\.[0-9]{1,30})?|\\.[0-9]{1,30})";
    private static final String CLOSING = "(\\$\\$?|\\\\\\)|\\*\\*)?";
    private static final String SPACE = "(?:\\s|~|\\\\[ ,;:!])*";
    private static final String OPENING = "(\\\\(?:text|textbf|textrm|mathrm|mbox)\\{)?\\s*";
    private static final String WORD =
            Arrays.stream(Scale.values()).map(Scale::name).collect(Collectors.joining("|", "(?:", ")s?"));
    private static final String WORDS = "(" + WORD + "(?:\\s+" + WORD + "){0,3})";

    /** Neither hundredths nor hundred-dollar bills. */
    private static final String AFTER = "([^A-Za-z-]|$)";

    private static final Pattern SPELLED =
            Pattern.compile("(?i)" + BEFORE + NUMBER + CLOSING + SPACE + OPENING + WORDS + AFTER);

    private SpelledScales() {}

    /** The text with digits in the place of such words. */
    static String inDigits(String text) {
        Matcher spelled = SPELLED.matcher(text);
        StringBuilder written = new StringBuilder();
        while (spelled.find()) {
            String scaled = spelled.group(1) + digits(spelled.group(2), spelled.group(5)) + text(spelled.group(3));
            spelled.appendReplacement(written, Matcher.quoteReplacement(scaled + behind(spelled)));
        }
        return spelled.appendTail(written).toString();
    }

    /** What follows the words; a command for text goes with its last word. */
    private static String behind(Matcher spelled) {
        boolean isAllOfCommand = spelled.group(4) != null && spelled.group(6).equals("}");
        return isAllOfCommand ? "" : text(spelled.group(4)) + spelled.group(6);
    }

    private static String text(String group) {
        return group == null ? "" : group;
    }

    private static String digits(String number, String words) {
        int zeros = Arrays.stream(words.split("\\s+"))
                .map(word -> word.toUpperCase(Locale.ROOT).replaceFirst("S$", ""))
                .mapToInt(word -> Scale.valueOf(word).zeros)
                .sum();
        return new BigDecimal(number.replaceAll("[ ,]", ""))
                .scaleByPowerOfTen(zeros)
                .toPlainString();
    }
}

package org.waggle.executor.reward.math;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Numbers that end in a word, such as {@code 4.6 million}, plain or in LaTeX: without the word they are other numbers.
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

    private static final String SPACE = "(?:\\s|~|\\\\[ ,;:!])*";
    private static final Pattern SPELLED = Pattern.compile("(?i)([0-9][0-9,]{0,30}(?:\\.[0-9]{1,30})?)(\\$?)" + SPACE
            + "(?:\\\\(?:text|mathrm|mbox)\\{\\s*)?\\b("
            + Arrays.stream(Scale.values()).map(Scale::name).collect(Collectors.joining("|"))
            + ")\\b(?:\\s*\\})?");

    private SpelledScales() {}

    /** The text with digits in the place of such words. */
    static String inDigits(String text) {
        Matcher spelled = SPELLED.matcher(text);
        StringBuilder written = new StringBuilder();
        while (spelled.find()) {
            String digits = digits(spelled.group(1), spelled.group(3)) + spelled.group(2);
            spelled.appendReplacement(written, Matcher.quoteReplacement(digits));
        }
        return spelled.appendTail(written).toString();
    }

    private static String digits(String number, String word) {
        Scale scale = Scale.valueOf(word.toUpperCase(Locale.ROOT));
        return new BigDecimal(number.replace(",", ""))
                .scaleByPowerOfTen(scale.zeros)
                .toPlainString();
    }
}

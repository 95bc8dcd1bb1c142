package org.waggle.executor.reward.gym;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text as Python's {@code str}, {@code int} and {@code Decimal} see it. */
final class PythonText {
    /** Python refuses longer ones. */
    private static final int MOST_DIGITS = 4300;

    /** Keeps a short text from becoming a number that fills the memory. */
    private static final int LARGEST_EXPONENT = 10_000;

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\p{Nd}++(_\\p{Nd}++)*+");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\p{Nd}++(\\.\\p{Nd}*+)?|\\.\\p{Nd}++)([eE][+-]?\\p{Nd}{1,5}+)?");

    private PythonText() {}

    /** {@code text.strip()}. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** {@code len(text)}. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code int(text)}; empty where Python raises an error. */
    static Optional<BigInteger> integer(String text) {
        String stripped = strip(text);
        return stripped.length() <= MOST_DIGITS && INTEGER.matcher(stripped).matches()
                ? Optional.of(new BigInteger(stripped.replace("_", "")))
                : Optional.empty();
    }

    /** {@code Decimal(text)}, if it is a finite number. */
    static Optional<BigDecimal> decimal(String text) {
        String stripped = strip(text).replace("_", "");
        if (stripped.length() > MOST_DIGITS || !DECIMAL.matcher(stripped).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(stripped);
        return Math.abs(number.scale()) <= LARGEST_EXPONENT ? Optional.of(number) : Optional.empty();
    }
}

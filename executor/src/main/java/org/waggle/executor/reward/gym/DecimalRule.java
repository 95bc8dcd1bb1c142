package org.waggle.executor.reward.gym;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code decimal_arithmetic}: 1 if |a - b| ≤ 10^-d for the largest number d of decimal places of the problem's terms,
 * else 0. The difference is rounded to the significant digits that the question asks for.
 */
record DecimalRule() implements GymScorer {
    private static final Pattern DIGITS = Pattern.compile("to a maximum of ([0-9]{1,3}) significant digits");

    /** Of Python, where nobody says otherwise. */
    private static final int DEFAULT_DIGITS = 28;

    @Override
    public double score(@Nullable String answer, GymEntry entry) {
        if (answer == null) {
            return 0;
        }
        int places = entry.noted("difficulty", "decimal_places").path(1).asInt();
        Optional<BigDecimal> given = PythonText.decimal(answer);
        Optional<BigDecimal> wanted = PythonText.decimal(entry.answer());
        if (given.isEmpty() || wanted.isEmpty()) {
            return 0;
        }
        MathContext rounding = new MathContext(digits(entry.problem().prompt()), RoundingMode.HALF_EVEN);
        BigDecimal distance = given.get().subtract(wanted.get(), rounding).abs();
        return distance.compareTo(BigDecimal.ONE.movePointLeft(places)) <= 0 ? 1 : 0;
    }

    private static int digits(String question) {
        Matcher matcher = DIGITS.matcher(question);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : DEFAULT_DIGITS;
    }
}

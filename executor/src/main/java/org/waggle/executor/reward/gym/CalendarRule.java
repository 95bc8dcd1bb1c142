package org.waggle.executor.reward.gym;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code calendar_arithmetic}: a weekday scores 1, another one 0.1 (0.05 in other case); a number scores exp(-5 |a - b|
 * / b), a leap year's yes or no is right or wrong.
 */
record CalendarRule() implements GymScorer {
    private static final List<String> WEEKDAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    @Override
    public double score(@Nullable String answer, GymEntry entry) {
        if (answer == null || answer.isEmpty()) {
            return 0;
        }
        String given = PythonText.strip(answer);
        return switch (entry.noted("task").asText()) {
            case "weekday_offset", "weekday_of_date_from_first_date", "weekday_of_date" ->
                weekday(given, entry.answer());
            case "count_business_days", "count_days", "recurring_event_day" -> number(given, entry.answer());
            case "is_leap_year" ->
                given.toLowerCase(Locale.ROOT).equals(entry.answer().toLowerCase(Locale.ROOT)) ? 1 : 0;
            default -> 0;
        };
    }

    private static double weekday(String given, String wanted) {
        if (given.equals(wanted)) {
            return 1;
        }
        if (WEEKDAYS.contains(given)) {
            return 0.1;
        }
        return WEEKDAYS.stream().anyMatch(given::equalsIgnoreCase) ? 0.05 : 0;
    }

    private static double number(String given, String wanted) {
        BigInteger number = PythonText.integer(given).orElse(null);
        BigInteger oracle = PythonText.integer(wanted).orElse(null);
        if (number == null || oracle == null) {
            return 0;
        }
        if (oracle.signum() == 0) {
            return number.signum() == 0 ? 1 : 0;
        }
        return Math.exp(-5 * (number.subtract(oracle).abs().doubleValue() / oracle.doubleValue()));
    }
}

package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * {@code decimal_arithmetic}: {@code (1.034*6.4)/6.68 = ?}. Every intermediate result is rounded to the precision,
 * halves to the even neighbour, as reasoning-gym does whatever its question says.
 */
@Doc("decimal_arithmetic: expressions of decimal numbers, to so many significant digits; short: 1.1*9.5=.")
public record DecimalArithmetic(
        @Doc("Fewest numbers, at least 2.") int minTerms,
        @Doc("Most numbers, at most 20.") int maxTerms,
        @Doc("Fewest digits after the point, at least 0.") int minDecimals,
        @Doc("Most digits after the point, at most 10.") int maxDecimals,
        @Doc("Largest number, from 1 to 1000.") int largest,
        @Doc("Which operations occur.") List<BasicArithmetic.Sign> operators,

        @Doc("Significant digits, from 2 more than max-decimals to 30.")
        int precision)
        implements GymGenerator {
    /** Noted by us, as our short questions don't say it; reasoning-gym's say it in words. */
    private static final String PRECISION = "precision";

    private static final int LONGEST = 1000;
    private static final int MOST_PRECISION = 30;
    private static final String ASKED =
            "Please solve this problem to a maximum of %d significant digits, rounding up from"
                    + " the half. Only reply with the final value.\n%s = ?";
    private static final Pattern QUESTION =
            Pattern.compile("(?:[^\\n]* maximum of ([0-9]{1,2}) [^\\n]*\\n)?([-+*/().0-9]{1,1000}?)(?: = \\?|=)");
    private static final Pattern DECIMALS = Pattern.compile("\\.([0-9]+)");

    /** Checks every range. */
    public DecimalArithmetic {
        Check.that(minTerms >= 2, "min-terms", minTerms, "must be >= 2");
        Check.that(maxTerms >= minTerms && maxTerms <= 20, "max-terms", maxTerms, "must be >= min-terms, <= 20");
        Check.that(minDecimals >= 0, "min-decimals", minDecimals, "must be >= 0");
        Check.that(
                maxDecimals >= minDecimals && maxDecimals <= 10,
                "max-decimals",
                maxDecimals,
                "must be >= min-decimals, <= 10");
        Check.that(largest >= 1 && largest <= 1000, "largest", largest, "must be from 1 to 1000");
        Check.that(!operators.isEmpty(), "operators", operators, "must have at least one operation");
        Check.that(
                precision >= maxDecimals + 2 && precision <= MOST_PRECISION,
                "precision",
                precision,
                "must be >= max-decimals + 2, <= " + MOST_PRECISION);
        operators = List.copyOf(operators);
    }

    @Override
    public GymKind kind() {
        return GymKind.DECIMAL_ARITHMETIC;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        int terms = chance.from(minTerms, maxTerms);
        List<String> numbers = new ArrayList<>();
        for (int term = 0; term < terms; term++) {
            int decimals = chance.from(minDecimals, maxDecimals);
            long most = BigDecimal.valueOf(largest).movePointRight(decimals).longValueExact();
            numbers.add(BigDecimal.valueOf(chance.from(1, most), decimals).toPlainString());
        }
        try {
            return Optional.of(question(grouped(numbers, chance), precision, List.of(minDecimals, maxDecimals), true));
        } catch (ArithmeticException e) {
            // It divides by zero.
            return Optional.empty();
        }
    }

    /** Splits a row of numbers at random, and puts half of the parts in parentheses. */
    private String grouped(List<String> numbers, Chance chance) {
        if (numbers.size() == 1) {
            return numbers.get(0);
        }
        int split = chance.from(1, numbers.size() - 1);
        String expression = grouped(numbers.subList(0, split), chance)
                + chance.of(operators).character()
                + grouped(numbers.subList(split, numbers.size()), chance);
        return chance.with(0.5) ? "(" + expression + ")" : expression;
    }

    /** The scorer's tolerance is the last of the decimal places that are noted, which can't be fewer than are there. */
    static List<GymQuestion> remade(JsonNode metadata, String question) {
        Matcher matcher = QUESTION.matcher(question);
        GymJson.require(question.length() <= LONGEST && matcher.matches(), "question");
        int precision = matcher.group(1) == null
                ? (int) GymJson.whole(metadata, PRECISION, 1, MOST_PRECISION)
                : Integer.parseInt(matcher.group(1));
        GymJson.require(precision >= 1 && precision <= MOST_PRECISION, "precision");
        int[] noted = places(metadata.path("difficulty").path("decimal_places"));
        String expression = matcher.group(2);
        GymJson.require(noted[1] >= decimals(expression) && noted[1] < precision, "decimal_places");
        return List.of(question(expression, precision, List.of(noted[0], noted[1]), metadata.has(PRECISION)));
    }

    private static int[] places(JsonNode range) {
        GymJson.require(
                range.size() == 2 && range.get(0).isInt() && range.get(1).isInt(), "decimal_places");
        return new int[] {range.get(0).asInt(), range.get(1).asInt()};
    }

    private static GymQuestion question(String expression, int precision, List<Integer> places, boolean saysPrecision) {
        Map<String, Object> notes = new TreeMap<>(
                Map.of("decimal_places", decimals(expression), "difficulty", Map.of("decimal_places", places)));
        if (saysPrecision) {
            notes.put(PRECISION, precision);
        }
        MathContext rounding = new MathContext(precision, RoundingMode.HALF_EVEN);
        BigDecimal value = new Calculator<>(
                        DecimalArithmetic::number,
                        (a, b) -> a.add(b, rounding),
                        (a, b) -> a.subtract(b, rounding),
                        (a, b) -> a.multiply(b, rounding),
                        (a, b) -> a.divide(b, rounding),
                        a -> a.negate(rounding))
                .value(expression);
        return new GymQuestion(
                GymKind.DECIMAL_ARITHMETIC,
                expression,
                List.of(ASKED.formatted(precision, expression)),
                expression + "=",
                value.toString(),
                notes);
    }

    /** reasoning-gym reads numbers as Python's floats: 4.500 is 4.5, and 4.000 is 4.0. */
    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        BigDecimal shortest = number.stripTrailingZeros();
        return number.scale() == 0 ? number : shortest.setScale(Math.max(1, shortest.scale()));
    }

    /** Digits after the point of the number that has most, at least 1. */
    private static int decimals(String expression) {
        return DECIMALS.matcher(expression)
                .results()
                .mapToInt(found -> found.group(1).length())
                .reduce(1, Math::max);
    }
}

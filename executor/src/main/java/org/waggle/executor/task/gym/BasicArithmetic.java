package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** {@code basic_arithmetic}: {@code ( -9 - 6 ) * 2 / 2}. All divisions come out even, unlike reasoning-gym's. */
@Doc("basic_arithmetic: expressions of whole numbers whose divisions come out even; short: 5-3-6=.")
public record BasicArithmetic(
        @Doc("Fewest numbers, at least 1.") int minTerms,
        @Doc("Most numbers, at most 20.") int maxTerms,

        @Doc("Fewest digits that a number may have, at least 1.")
        int minDigits,

        @Doc("Most digits, at most 6.") int maxDigits,
        @Doc("Which operations occur.") List<Sign> operators,

        @Doc("Whether parts may stand in parentheses.") boolean parentheses,

        @Doc("Whether numbers, and parts in parentheses, may have a minus before them.")
        boolean negation)
        implements GymGenerator {
    private static final int LONGEST = 2000;
    private static final Calculator<BigInteger> PYTHON = calculator(BasicArithmetic::floor);
    private static final Calculator<BigInteger> EXACT = calculator(BasicArithmetic::exact);
    private static final List<String> NATURAL = List.of("What is %s?", "Solve %s.", "Compute %s.", "Evaluate: %s.");
    private static final List<String> SIMPLE = List.of("Calculate %s.");

    /** An operation. */
    public enum Sign {
        /** Addition. */
        PLUS('+'),
        /** Subtraction. */
        MINUS('-'),
        /** Multiplication. */
        TIMES('*'),
        /** Division. */
        DIVIDED_BY('/');

        private final char character;

        Sign(char character) {
            this.character = character;
        }

        char character() {
            return character;
        }
    }

    /** Checks every range. */
    public BasicArithmetic {
        Check.that(minTerms >= 1, "min-terms", minTerms, "must be >= 1");
        Check.that(maxTerms >= minTerms && maxTerms <= 20, "max-terms", maxTerms, "must be >= min-terms, <= 20");
        Check.that(minDigits >= 1, "min-digits", minDigits, "must be >= 1");
        Check.that(maxDigits >= minDigits && maxDigits <= 6, "max-digits", maxDigits, "must be >= min-digits, <= 6");
        Check.that(
                operators.stream().anyMatch(operator -> operator != Sign.DIVIDED_BY),
                "operators",
                operators,
                "must have one of plus, minus, times");
        operators = List.copyOf(operators);
    }

    @Override
    public GymKind kind() {
        return GymKind.BASIC_ARITHMETIC;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        int terms = chance.from(minTerms, maxTerms);
        int digits = chance.from(minDigits, maxDigits);
        String expression = String.join(" ", new RandomExpression(this, digits, chance).parts(terms));
        try {
            return Optional.of(
                    question(NATURAL, expression, EXACT.value(expression), noted(expression, terms, digits)));
        } catch (ArithmeticException e) {
            // A product before a divisor in parentheses may not be divisible by it.
            return Optional.empty();
        }
    }

    static BigInteger value(List<String> parts) {
        return EXACT.value(String.join("", parts));
    }

    static List<GymQuestion> remade(JsonNode metadata, String question) {
        String expression = GymJson.text(metadata, "expression");
        GymJson.require(expression.length() <= LONGEST, "expression");
        int terms = (int) GymJson.whole(metadata, "num_terms", 1, LONGEST);
        int digits = (int) GymJson.whole(metadata, "num_digits", 1, LONGEST);
        BigInteger value = PYTHON.value(expression);
        Map<String, Object> noted = noted(expression, terms, digits);
        return List.of(question(NATURAL, expression, value, noted), question(SIMPLE, expression, value, noted));
    }

    private static Map<String, Object> noted(String expression, int terms, int digits) {
        return Map.of("expression", expression, "num_terms", terms, "num_digits", digits);
    }

    private static GymQuestion question(
            List<String> wordings, String expression, BigInteger value, Map<String, Object> noted) {
        String brief = expression.replace(" ", "") + "=";
        return new GymQuestion(
                GymKind.BASIC_ARITHMETIC,
                brief,
                wordings.stream().map(wording -> wording.formatted(expression)).toList(),
                brief,
                value.toString(),
                noted);
    }

    private static Calculator<BigInteger> calculator(BinaryOperator<BigInteger> division) {
        return new Calculator<>(
                BigInteger::new,
                BigInteger::add,
                BigInteger::subtract,
                BigInteger::multiply,
                division,
                BigInteger::negate);
    }

    /** Python's {@code //}. */
    private static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        BigInteger[] quotient = dividend.divideAndRemainder(divisor);
        boolean isBelow = quotient[1].signum() != 0 && quotient[1].signum() != divisor.signum();
        return isBelow ? quotient[0].subtract(BigInteger.ONE) : quotient[0];
    }

    private static BigInteger exact(BigInteger dividend, BigInteger divisor) {
        BigInteger[] quotient = dividend.divideAndRemainder(divisor);
        if (quotient[1].signum() != 0) {
            throw new ArithmeticException("Cannot divide without a remainder");
        }
        return quotient[0];
    }
}

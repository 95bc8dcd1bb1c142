package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** {@code fraction_simplification}: 24/36 in lowest terms. */
@Doc("fraction_simplification: a proper fraction in lowest terms; short: 24/36=.")
public record FractionSimplification(
        @Doc("Smallest numerator and denominator of the answer, at least 1.")
        long minValue,

        @Doc("Largest numerator and denominator of the answer, at most 10^6.")
        long maxValue,

        @Doc("Smallest factor that the question has on both sides, at least 1.")
        long minFactor,

        @Doc("Largest factor, at most 10^6.") long maxFactor,
        @Doc("How fractions may be written.") List<Style> styles)
        implements GymGenerator {
    private static final long LARGEST = 1_000_000;

    /** How a fraction is written. */
    public enum Style {
        /** {@code 2/3}. */
        PLAIN("%d/%d"),
        /** {@code $2/3$}. */
        LATEX_INLINE("$%d/%d$"),
        /** {@code $\frac{2}{3}$}. */
        LATEX_FRAC("$\\frac{%d}{%d}$"),
        /** {@code $\dfrac{2}{3}$}. */
        LATEX_DFRAC("$\\dfrac{%d}{%d}$");

        private final String format;

        Style(String format) {
            this.format = format;
        }

        String written(long numerator, long denominator) {
            return format.formatted(numerator, denominator);
        }
    }

    /** Checks every range. */
    public FractionSimplification {
        Check.that(minValue >= 1, "min-value", minValue, "must be >= 1");
        Check.that(maxValue > minValue && maxValue <= LARGEST, "max-value", maxValue, "must be > min-value, <= 10^6");
        Check.that(minFactor >= 1, "min-factor", minFactor, "must be >= 1");
        Check.that(
                maxFactor >= minFactor && maxFactor <= LARGEST,
                "max-factor",
                maxFactor,
                "must be >= min-factor, <= 10^6");
        Check.that(!styles.isEmpty(), "styles", styles, "must have at least one style");
        styles = List.copyOf(styles);
    }

    @Override
    public GymKind kind() {
        return GymKind.FRACTION_SIMPLIFICATION;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        long one = chance.from(minValue, maxValue);
        long other = chance.from(minValue, maxValue);
        long common = gcd(one, other);
        long numerator = Math.min(one, other) / common;
        long denominator = Math.max(one, other) / common;
        long factor = chance.from(minFactor, maxFactor);
        return numerator < minValue
                ? Optional.empty()
                : Optional.of(question(numerator, denominator, factor, chance.of(styles)));
    }

    static List<GymQuestion> remade(JsonNode metadata, String question) {
        long most = LARGEST * LARGEST;
        long above = GymJson.whole(metadata, "numerator", 1, most);
        long below = GymJson.whole(metadata, "denominator", 1, most);
        long factor = gcd(above, below);
        Style style = Style.valueOf(GymJson.text(metadata, "style").toUpperCase(Locale.ROOT));
        return List.of(question(above / factor, below / factor, factor, style));
    }

    private static GymQuestion question(long numerator, long denominator, long factor, Style style) {
        String asked = style.written(numerator * factor, denominator * factor);
        return new GymQuestion(
                GymKind.FRACTION_SIMPLIFICATION,
                "%d/%d".formatted(numerator * factor, denominator * factor),
                List.of("Simplify the fraction " + asked
                        + " to its lowest terms. Give only the simplified fraction as your final answer."),
                asked + "=",
                style.written(numerator, denominator),
                Map.of(
                        "numerator",
                        numerator * factor,
                        "denominator",
                        denominator * factor,
                        "simplified_numerator",
                        numerator,
                        "simplified_denominator",
                        denominator,
                        "style",
                        style.name().toLowerCase(Locale.ROOT)));
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}

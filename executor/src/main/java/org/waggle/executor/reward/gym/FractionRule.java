package org.waggle.executor.reward.gym;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code fraction_simplification}: 1 for the fraction in lowest terms, 0.1 for one with the numerator or denominator of
 * the question, 0.05 for any other fraction, 0.01 for what is none.
 */
record FractionRule() implements GymScorer {
    private static final Pattern LATEX = Pattern.compile(
            "\\\\d?frac\\s*+\\{\\s*+(\\p{Nd}++)\\s*+}\\s*+\\{\\s*+(\\p{Nd}++)\\s*+}", Pattern.CASE_INSENSITIVE);

    private record Fraction(BigInteger numerator, BigInteger denominator) {
        static Optional<Fraction> of(String numerator, String denominator) {
            return PythonText.integer(numerator)
                    .flatMap(above -> PythonText.integer(denominator).map(below -> new Fraction(above, below)));
        }

        static Fraction noted(GymEntry entry, String prefix) {
            return new Fraction(
                    entry.noted(prefix + "numerator").bigIntegerValue(),
                    entry.noted(prefix + "denominator").bigIntegerValue());
        }
    }

    @Override
    public double score(@Nullable String answer, GymEntry entry) {
        Fraction simplified = Fraction.noted(entry, "simplified_");
        Fraction asked = Fraction.noted(entry, "");
        Fraction given = answer == null ? null : parse(answer).orElse(null);
        if (given == null) {
            return 0.01;
        }
        if (given.equals(simplified)) {
            return 1;
        }
        boolean isHalfKept = given.numerator().equals(asked.numerator())
                || given.denominator().equals(asked.denominator());
        return isHalfKept ? 0.1 : 0.05;
    }

    private static Optional<Fraction> parse(String answer) {
        String cleaned = PythonText.strip(PythonText.strip(answer).replaceAll("^\\$++|(?<!\\$)\\$++$", ""));
        Matcher latex = LATEX.matcher(cleaned);
        if (latex.lookingAt()) {
            return Fraction.of(latex.group(1), latex.group(2));
        }
        int slash = cleaned.indexOf('/');
        return slash < 0 ? Optional.empty() : Fraction.of(cleaned.substring(0, slash), cleaned.substring(slash + 1));
    }
}

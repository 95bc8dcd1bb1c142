package org.waggle.common.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Names as recipes write them, and which one a misspelt one was meant to be. */
final class Names {
    private Names() {}

    /** {@code divideByStd} and {@code DIVIDE_BY_STD} as {@code divide-by-std}. */
    static String kebab(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    /** The constant of an enum as a recipe writes it. */
    static String of(Enum<?> constant) {
        return kebab(constant.name());
    }

    /** The axis of a component as messages and documentation call it: {@code AdvantageEstimator} is an advantage. */
    static String ofAxis(Class<?> axis) {
        return kebab(axis.getSimpleName().replaceFirst("(Recipe|Estimator)$", ""));
    }

    /** {@code did you mean X? known: X, Y, Z}, the first part only where a name is near. */
    static String choice(String given, Collection<String> known) {
        String list = known.isEmpty() ? "none is known here" : "known: " + String.join(", ", known);
        return nearest(given, known).map(name -> "did you mean " + name + "? ").orElse("") + list;
    }

    private static Optional<String> nearest(String given, Collection<String> known) {
        int tolerated = Math.min(3, Math.max(1, given.length() / 2));
        return known.stream()
                .filter(name -> !name.startsWith("["))
                .filter(name -> distance(given, name) <= tolerated)
                .min(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein distance: insertions, deletions and replacements that make one name of the other. */
    private static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], diagonal));
            }
        }
        return row[to.length()];
    }
}

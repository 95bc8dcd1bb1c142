package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** {@code base_conversion}: the number 453 of base 15 in binary. */
@Doc("base_conversion: a number of one base, written in another; short: 453_15>2=.")
public record BaseConversion(
        @Doc("Smallest base, from 2.") int minBase,
        @Doc("Largest base, at most 36.") int maxBase,
        @Doc("Smallest number, at least 0.") long minValue,
        @Doc("Largest number, at most 10^12.") long maxValue)
        implements GymGenerator {
    private static final long LARGEST = 1_000_000_000_000L;
    private static final String ASKED = """
            Your task is to convert a number between two different bases.

            If the target base is > 10, use lowercase letters a-z for digits above 9.

            Now, convert the %s number %s to %s
            """;

    /** Checks every range. */
    public BaseConversion {
        Check.that(minBase >= 2, "min-base", minBase, "must be >= 2");
        Check.that(maxBase > minBase && maxBase <= 36, "max-base", maxBase, "must be > min-base and <= 36");
        Check.that(minValue >= 0, "min-value", minValue, "must be >= 0");
        Check.that(maxValue > minValue && maxValue <= LARGEST, "max-value", maxValue, "must be > min-value, <= 10^12");
    }

    @Override
    public GymKind kind() {
        return GymKind.BASE_CONVERSION;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        int from = chance.from(minBase, maxBase);
        int other = chance.from(minBase, maxBase - 1);
        int to = other < from ? other : other + 1;
        return Optional.of(question(chance.from(minValue, maxValue), from, to));
    }

    static List<GymQuestion> remade(JsonNode metadata, String question) {
        int from = (int) GymJson.whole(metadata, "source_base", 2, 36);
        int to = (int) GymJson.whole(metadata, "target_base", 2, 36);
        return List.of(question(GymJson.whole(metadata, "decimal_value", 0, LARGEST), from, to));
    }

    private static GymQuestion question(long value, int from, int to) {
        String given = Long.toString(value, from);
        String wanted = Long.toString(value, to);
        String brief = "%s_%d>%d=".formatted(given, from, to);
        return new GymQuestion(
                GymKind.BASE_CONVERSION,
                brief,
                List.of(ASKED.formatted(name(from), given, name(to))),
                brief,
                wanted,
                Map.of(
                        "decimal_value", value,
                        "source_base", from,
                        "target_base", to,
                        "source_repr", given,
                        "target_repr", wanted));
    }

    private static String name(int base) {
        return switch (base) {
            case 2 -> "binary";
            case 16 -> "hexadecimal";
            default -> "base-" + base;
        };
    }
}

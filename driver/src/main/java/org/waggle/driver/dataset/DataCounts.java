package org.waggle.driver.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of a dataset's rows, for a person. */
final class DataCounts {
    private DataCounts() {}

    /** Such as {@code 12 rows: 9 train, 2 held out, 1 duplicate}. */
    static String of(Map<Fate, Long> counts) {
        long rows = counts.values().stream().mapToLong(Long::longValue).sum();
        List<String> parts = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            long count = counts.getOrDefault(fate, 0L);
            if (count > 0 || fate.isKept()) {
                parts.add("%,d %s".formatted(count, fate.text()));
            }
        }
        return "%,d rows: %s".formatted(rows, String.join(", ", parts));
    }
}

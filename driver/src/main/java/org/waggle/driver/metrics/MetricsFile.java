package org.waggle.driver.metrics;

import java.util.ArrayList;
import java.util.List;
import org.waggle.common.failure.RunException;

/** Reads a whole {@code metrics.jsonl}. */
public final class MetricsFile {
    private MetricsFile() {}

    /**
     * All lines in their order. What follows the last line break is left out: the run that writes it, or the kill that
     * ended it, hadn't finished it.
     *
     * @param source name of the file, for messages
     * @param text the whole file
     * @throws RunException if a finished line can't be read; it names file and line
     */
    public static List<MetricsLine> parse(String source, String text) {
        List<MetricsLine> lines = new ArrayList<>();
        int number = 1;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            if (end > start) {
                lines.add(parse(source, number, text.substring(start, end)));
            }
            number++;
            start = end + 1;
        }
        return List.copyOf(lines);
    }

    private static MetricsLine parse(String source, int number, String line) {
        try {
            return MetricsLine.parse(line);
        } catch (RunException e) {
            throw new RunException(e.kind(), "%s, %s line %d".formatted(e.getMessage(), source, number), e);
        }
    }
}

package org.waggle.executor.task;

import java.util.List;

/** How files of a dataset are written. */
public enum DataFormat {
    /** One JSON object a line. */
    JSONL,
    /** Columns in Parquet. */
    PARQUET,
    /** Comma-separated values below a line of column names. */
    CSV,
    /** One text a line, as column {@code text}. */
    TEXT;

    private static final List<String> COMPRESSIONS = List.of("", ".gz", ".bz2", ".zst", ".lz4", ".snappy", ".deflate");

    /** How names of such files end, before what a compression adds. */
    public List<String> endings() {
        return switch (this) {
            case JSONL -> List.of(".jsonl", ".ndjson", ".json");
            case PARQUET -> List.of(".parquet");
            case CSV -> List.of(".csv");
            case TEXT -> List.of(".txt", ".text");
        };
    }

    /** Whether a file's name is that of such a file, compressed or not. */
    public boolean fits(String name) {
        return endings().stream()
                .anyMatch(ending -> COMPRESSIONS.stream().anyMatch(more -> name.endsWith(ending + more)));
    }
}

package org.waggle.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Results of seeded disturbances, a line of JSON for each seed: what is in the file needn't be done again.
 *
 * @param file the file, which need not exist
 * @param kind what was disturbed
 */
record ChaosLog(Path file, String kind) {
    static ChaosLog of(String kind) {
        String file = System.getProperty("waggle.chaos");
        if (file == null) {
            throw new IllegalStateException("Missing value: -Dwaggle.chaos=FILE, the file of the results");
        }
        return new ChaosLog(Path.of(file).toAbsolutePath(), kind);
    }

    /**
     * What came of a seed.
     *
     * @param kills how many were carried out, by what they struck
     * @param code exit code
     * @param identical whether the weights are those of an undisturbed run
     * @param audit what the audit said, one line
     * @param fallBacks how often the run fell back to a checkpoint
     * @param seconds wall time of the run
     */
    record Result(String kills, int code, boolean identical, String audit, long fallBacks, long seconds) {}

    /** The seeds that are left to do. */
    List<Integer> seeds() throws IOException {
        List<String> done = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return IntStream.rangeClosed(1, Integer.getInteger("waggle.chaos.seeds"))
                .filter(seed -> done.stream().noneMatch(line -> line.startsWith(head(seed))))
                .boxed()
                .toList();
    }

    void add(int seed, Result result) throws IOException {
        String line =
                "%s\"kills\":\"%s\",\"code\":%d,\"identical\":%b,\"audit\":\"%s\",\"fall_backs\":%d,\"seconds\":%d}%n"
                        .formatted(
                                head(seed),
                                result.kills(),
                                result.code(),
                                result.identical(),
                                result.audit(),
                                result.fallBacks(),
                                result.seconds());
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String head(int seed) {
        return "{\"kind\":\"%s\",\"seed\":%d,".formatted(kind, seed);
    }
}

package org.waggle.driver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * Resident memory of this process and of those that it started, theirs included: local executors, workers of rewards in
 * Python. Pages that they share are counted for each. Where the system tells (Linux); executors on other machines are
 * not seen.
 */
final class Memory implements AutoCloseable {
    private static final String NOW = "VmRSS:";
    private static final String HIGHEST = "VmHWM:";
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final long KIBIBYTE = 1024;

    private final Timer watch = new Timer("waggle-memory", true);
    private long peak;

    private Memory() {}

    /** Watches from now on. */
    static Memory watched() {
        Memory memory = new Memory();
        TimerTask look = new TimerTask() {
            @Override
            public void run() {
                memory.look();
            }
        };
        memory.watch.schedule(look, 0, EVERY.toMillis());
        return memory;
    }

    /** Bytes now and at most so far, by the name of the metric; empty where the system doesn't tell. */
    Map<String, Double> resident() {
        long now = look();
        return now == 0 ? Map.of() : Map.of("memory/rss", (double) now, "memory/peak_rss", (double) peak());
    }

    /** The system knows the highest value of this process alone, also between two looks. */
    private synchronized long look() {
        ProcessHandle self = ProcessHandle.current();
        long now = Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(process -> bytes(process, NOW))
                .sum();
        peak = Math.max(peak, Math.max(now, bytes(self, HIGHEST)));
        return now;
    }

    private synchronized long peak() {
        return peak;
    }

    /** A process that has ended meanwhile has none. */
    private static long bytes(ProcessHandle process, String name) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .map(line -> List.of(line.split("\\s+", -1)))
                    .filter(words -> words.get(0).equals(name))
                    .mapToLong(words -> KIBIBYTE * Long.parseLong(words.get(1)))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        watch.cancel();
    }
}

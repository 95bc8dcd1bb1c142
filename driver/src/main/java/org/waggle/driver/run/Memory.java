package org.waggle.driver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Resident memory of this process, where the system tells (Linux). */
final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Map<String, String> NAMES = Map.of("VmRSS:", "memory/rss", "VmHWM:", "memory/peak_rss");
    private static final int KIBIBYTE = 1024;

    private Memory() {}

    /** Bytes by the name of the metric; empty where the system doesn't tell. */
    static Map<String, Double> resident() {
        Map<String, Double> bytes = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(STATUS)) {
                String[] words = line.split("\\s+", -1);
                String name = NAMES.get(words[0]);
                if (name != null) {
                    bytes.put(name, Double.parseDouble(words[1]) * KIBIBYTE);
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return bytes;
    }
}

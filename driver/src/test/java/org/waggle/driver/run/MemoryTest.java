package org.waggle.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a run says of its memory. */
class MemoryTest {
    private static final double MEBIBYTE = 1 << 20;
    private static final int HELD = 300;

    @Test
    void processesThatTheRunStartedCountAndItsPeakStays() throws IOException, InterruptedException {
        try (Memory memory = Memory.watched()) {
            double before = rss(memory);
            Process holder = new ProcessBuilder(
                            "python3",
                            "-c",
                            "held = b'x' * (%d << 20); print('held', flush=True); input()".formatted(HELD))
                    .start();
            try {
                assertThat(holder.inputReader().readLine()).isEqualTo("held");
                assertThat(rss(memory)).isGreaterThan(before + (HELD - 50) * MEBIBYTE);
            } finally {
                holder.outputWriter().close();
                holder.waitFor();
            }
            assertThat(rss(memory)).isLessThan(before + (HELD - 50) * MEBIBYTE);
            assertThat(of(memory.resident(), "memory/peak_rss")).isGreaterThan(before + (HELD - 50) * MEBIBYTE);
        }
    }

    private static double rss(Memory memory) {
        return of(memory.resident(), "memory/rss");
    }

    private static double of(Map<String, Double> resident, String name) {
        return Objects.requireNonNull(resident.get(name), name);
    }
}

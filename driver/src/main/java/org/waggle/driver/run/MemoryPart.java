package org.waggle.driver.run;

import java.util.Locale;

/**
 * One part of what a run holds in memory.
 *
 * @param when during what it is there
 * @param owner who holds it
 * @param what its name
 * @param bytes its size
 * @param remark what a person should know of it; may be empty
 */
record MemoryPart(When when, Owner owner, String what, double bytes, String remark) {
    private static final double MEBIBYTE = 1 << 20;

    /** Work that memory is needed for. */
    enum When {
        ALWAYS,
        GENERATION,
        GRADIENT
    }

    /** How often a part is there. */
    enum Owner {
        /** Once, cut into shards on the heaps of all executors. */
        RUN("all heaps"),
        /** Once in each process that has lanes, outside the heap or on its GPU. */
        PROCESS("a process"),
        /** Once for each lane, outside the heap or on its GPU. */
        LANE("a lane"),
        /** Once for each rollout lane, outside the heap or on its GPU. */
        ROLLOUT_LANE("a rollout lane");

        private final String text;

        Owner(String text) {
            this.text = text;
        }
    }

    String line() {
        String head = when == When.ALWAYS ? "" : when.name().toLowerCase(Locale.ROOT);
        return "  %-11s %-40s %14s  %s%s"
                .formatted(head, what, mebibytes(bytes), owner.text, remark.isEmpty() ? "" : "; " + remark)
                .stripTrailing();
    }

    static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / MEBIBYTE);
    }
}

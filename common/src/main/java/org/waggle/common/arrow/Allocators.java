package org.waggle.common.arrow;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Arrow's memory, outside the Java heap: one root for the whole JVM, and a child for each piece of work, which must be
 * closed and then refuses to have leaked.
 */
public final class Allocators {
    private static final BufferAllocator ROOT = new RootAllocator();

    private Allocators() {}

    /**
     * An allocator for one piece of work.
     *
     * @param name what Arrow calls it in its messages
     */
    public static BufferAllocator child(String name) {
        return ROOT.newChildAllocator(name, 0, Long.MAX_VALUE);
    }

    /** Bytes that are allocated now; 0 whenever nothing is being encoded or decoded. */
    public static long outstanding() {
        return ROOT.getAllocatedMemory();
    }
}

package org.waggle.driver.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Memory that a run needs by its plan, in bytes, for whoever looks for room. Spark, the JVM and libtorch itself come on
 * top.
 *
 * @param heap on all heaps together, once
 * @param process outside the heap in a process that has lanes
 * @param lane outside the heap for each lane that it works on at once
 * @param lanes lanes of the run
 */
public record MemoryNeed(double heap, double process, double lane, int lanes) {
    /** Two copies of a version, two versions while it is updated. */
    private static final int COPIES = 4;

    /** Bytes that this machine has, or the container. */
    public static long ofThisMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** This with what another node needs: all nodes' policies are open at once, their lanes take turns. */
    MemoryNeed and(MemoryNeed other) {
        return new MemoryNeed(heap + other.heap, process + other.process, Math.max(lane, other.lane), lanes);
    }

    /** This with what another node needs whose adapter is added to the same base: they are open in turn. */
    MemoryNeed andAdapted(MemoryNeed other) {
        return new MemoryNeed(heap + other.heap, Math.max(process, other.process), Math.max(lane, other.lane), lanes);
    }

    /** All of it in one process that works on so many lanes at once. */
    double bytes(int lanesAtOnce) {
        return heapBytes(1) + outsideBytes(lanesAtOnce);
    }

    /** On the heap of each of so many executors; with a single process the state is updated in place. */
    public double heapBytes(int executors) {
        return executors == 1 ? heap : COPIES * heap / executors;
    }

    /** Outside the heap of a process that works on so many lanes at once. */
    public double outsideBytes(int lanesAtOnce) {
        return process + lanesAtOnce * lane;
    }
}

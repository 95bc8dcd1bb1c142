package org.waggle.driver.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Memory that a run needs by its plan, in bytes, for whoever looks for room. Spark, the JVM and libtorch itself come on
 * top.
 *
 * @param heap on all heaps together, once
 * @param generation outside the heap while samples are made
 * @param gradient outside the heap while gradients are
 */
public record MemoryNeed(double heap, Outside generation, Outside gradient) {
    /** Two copies of a version, two versions while it is updated. */
    private static final int COPIES = 4;

    /**
     * Outside the heap of a process.
     *
     * @param process once
     * @param lane for each gradient lane that is worked on at once
     * @param lanes gradient lanes of the run
     * @param rolloutLane for each rollout lane that is worked on at once
     * @param rolloutLanes rollout lanes of the run
     */
    record Outside(double process, double lane, int lanes, double rolloutLane, int rolloutLanes) {
        double bytes(int lanesAtOnce) {
            return process + Math.min(lanesAtOnce, lanes) * lane + Math.min(lanesAtOnce, rolloutLanes) * rolloutLane;
        }

        private Outside and(Outside other, double processes) {
            return new Outside(
                    processes,
                    Math.max(lane, other.lane),
                    lanes,
                    Math.max(rolloutLane, other.rolloutLane),
                    rolloutLanes);
        }

        private Outside beside(Outside other) {
            return and(other, process + other.process);
        }

        private Outside inTurnWith(Outside other) {
            return and(other, Math.max(process, other.process));
        }
    }

    /** Bytes that this machine has, or the container. */
    public static long ofThisMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** This with what another node needs: all nodes' policies are open at once, their lanes take turns. */
    MemoryNeed and(MemoryNeed other) {
        return new MemoryNeed(heap + other.heap, generation.beside(other.generation), gradient.beside(other.gradient));
    }

    /** This with what another node needs whose adapter is added to the same base: they are open in turn. */
    MemoryNeed andAdapted(MemoryNeed other) {
        return new MemoryNeed(
                heap + other.heap, generation.inTurnWith(other.generation), gradient.inTurnWith(other.gradient));
    }

    /** Most lanes that there is work for at once. */
    public int lanes() {
        return Math.max(gradient.lanes(), generation.rolloutLanes());
    }

    /** All of it in one process that works on so many lanes at once. */
    double bytes(int lanesAtOnce) {
        return heapBytes(1) + outsideBytes(lanesAtOnce);
    }

    /** On the heap of each of so many executors; with a single process the state is updated in place. */
    public double heapBytes(int executors) {
        return executors == 1 ? heap : COPIES * heap / executors;
    }

    /** Outside the heap of a process that works on so many lanes at once, the most of it. */
    public double outsideBytes(int lanesAtOnce) {
        return Math.max(generation.bytes(lanesAtOnce), gradient.bytes(lanesAtOnce));
    }
}

package org.waggle.driver.doctor;

import static org.waggle.driver.doctor.Finding.ok;
import static org.waggle.driver.doctor.Finding.warning;

import java.util.List;
import org.apache.spark.SparkConf;
import org.waggle.driver.run.MemoryNeed;

/** Whether executors have the memory that a recipe needs, by its plan. */
final class MemoryExamination implements Examination {
    private static final double MEBIBYTE = 1 << 20;
    private static final double OVERHEAD_FACTOR = 0.1;
    private static final double SMALLEST_OVERHEAD = 384 * MEBIBYTE;

    @Override
    public List<Finding> findings(Cluster cluster) {
        return cluster.need()
                .map(need -> cluster.each((place, machine) -> finding(cluster, need, place, machine)))
                .orElse(List.of());
    }

    private static Finding finding(Cluster cluster, MemoryNeed need, String place, Machine machine) {
        int executors = Math.max(1, cluster.executors().size());
        double heap = need.heapBytes(executors);
        double outside = need.outsideBytes(lanes(cluster.conf(), need));
        double room = room(cluster.conf(), machine);
        String found = "needs %,.0f MiB of heap (has %,.0f) and %,.0f MiB outside it (has %,.0f)"
                .formatted(heap / MEBIBYTE, machine.heapBytes() / MEBIBYTE, outside / MEBIBYTE, room / MEBIBYTE);
        if (heap > machine.heapBytes()) {
            return warning("memory", place, found, "more spark.executor.memory, or more executors");
        }
        return outside > room
                ? warning(
                        "memory",
                        place,
                        found,
                        "more spark.executor.memoryOverhead, fewer cores an executor, slots or micro-batch-tokens")
                : ok("memory", place, found);
    }

    /** Most lanes that an executor works on at once: all of a run's, if the others are busy or gone. */
    private static int lanes(SparkConf conf, MemoryNeed need) {
        return Math.min(conf.getInt("spark.executor.cores", need.lanes()), need.lanes());
    }

    /** Containers are killed above heap and overhead; elsewhere the machine is the limit. */
    private static double room(SparkConf conf, Machine machine) {
        String master = conf.get("spark.master");
        if (!master.startsWith("yarn") && !master.startsWith("k8s")) {
            return machine.memoryBytes() - (double) machine.heapBytes();
        }
        double factor = conf.getDouble("spark.executor.memoryOverheadFactor", OVERHEAD_FACTOR);
        double otherwise = Math.max(SMALLEST_OVERHEAD, factor * machine.heapBytes());
        return conf.contains("spark.executor.memoryOverhead")
                ? conf.getSizeAsMb("spark.executor.memoryOverhead") * MEBIBYTE
                : otherwise;
    }
}

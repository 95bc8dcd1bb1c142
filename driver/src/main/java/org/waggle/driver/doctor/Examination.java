package org.waggle.driver.doctor;

import static org.waggle.driver.doctor.Finding.failed;
import static org.waggle.driver.doctor.Finding.ok;
import static org.waggle.driver.doctor.Finding.warning;

import java.util.List;

/** One thing to look at. */
@FunctionalInterface
interface Examination {
    /** The examinations, in the order of the table. */
    List<Examination> ALL = List.of(
            Examination::present,
            Examination::java,
            Examination::spark,
            Examination::arrow,
            Examination::libtorch,
            Examination::gpus,
            Examination::folder,
            Examination::clock,
            new ShuffleExamination(),
            new MemoryExamination());

    /** Clocks stamp leases and logs; a lease is given up after a minute. */
    long CLOCK_WARNING_MILLIS = 2_000;

    /** Half of what a lease is given up after. */
    long CLOCK_FAILURE_MILLIS = 30_000;

    /** What it finds. */
    List<Finding> findings(Cluster cluster);

    private static List<Finding> present(Cluster cluster) {
        int count = cluster.executors().size();
        return List.of(
                count > 0
                        ? ok("executors", "cluster", cluster.isLocal() ? "one process" : count + " answered")
                        : failed(
                                "executors",
                                "cluster",
                                "none answered",
                                "see the master's UI: are there workers with enough free cores and memory?"));
    }

    private static List<Finding> java(Cluster cluster) {
        return cluster.everywhere((place, machine) -> machine.java().matches("17(\\D.*)?")
                ? ok("java", place, machine.java())
                : failed(
                        "java", place, machine.java(), "use Java 17 there: spark.executorEnv.JAVA_HOME, or the image"));
    }

    private static List<Finding> spark(Cluster cluster) {
        String wanted = cluster.driver().spark();
        return cluster.everywhere((place, machine) -> machine.spark().equals(wanted) && wanted.startsWith("4.1.")
                ? ok("spark", place, machine.spark())
                : failed("spark", place, machine.spark(), "use Spark 4.1 everywhere; the driver has " + wanted));
    }

    private static List<Finding> arrow(Cluster cluster) {
        String wanted = cluster.driver().arrow();
        return cluster.everywhere((place, machine) -> machine.arrow().equals(wanted)
                ? ok("arrow", place, machine.arrow())
                : failed(
                        "arrow", place, machine.arrow(), "use Spark's own Arrow everywhere; the driver has " + wanted));
    }

    private static List<Finding> libtorch(Cluster cluster) {
        return cluster.each((place, machine) -> machine.torchFailure().isEmpty()
                ? ok("libtorch", place, machine.torch())
                : failed("libtorch", place, machine.torchFailure(), "see what it says"));
    }

    private static List<Finding> gpus(Cluster cluster) {
        return cluster.each((place, machine) -> {
            String found = "Spark gives a task %s, libtorch sees %d"
                    .formatted(machine.sparkGpus().isEmpty() ? "none" : machine.sparkGpus(), machine.torchGpus());
            if (machine.torchGpus() == 0 && !machine.sparkGpus().isEmpty()) {
                return failed("gpus", place, found, "give it libtorch for CUDA (pytorch-native-cu128) and a driver");
            }
            return machine.torchGpus() > 0 && machine.sparkGpus().isEmpty()
                    ? warning("gpus", place, found, "set spark.executor.resource.gpu.amount, .discoveryScript")
                    : ok("gpus", place, found);
        });
    }

    private static List<Finding> folder(Cluster cluster) {
        List<Finding> trips =
                cluster.everywhere((place, machine) -> machine.folderFailure().isEmpty()
                        ? ok("folder", place, "reads and writes")
                        : failed(
                                "folder",
                                place,
                                machine.folderFailure(),
                                "put the run (--run) on a path that all see: hdfs:, s3a:"));
        int expected = cluster.isLocal() ? 1 : cluster.executors().size() + 1;
        return cluster.left() >= expected || trips.stream().anyMatch(trip -> trip.verdict() == Finding.Verdict.FAILED)
                ? trips
                : List.of(failed(
                        "folder",
                        "driver",
                        "sees %d of %d files that were written".formatted(cluster.left(), expected),
                        "put the run (--run) on a path that all see: hdfs:, s3a:"));
    }

    private static List<Finding> clock(Cluster cluster) {
        return cluster.each((place, machine) -> {
            long off = cluster.span().off(machine.clockMillis());
            String found =
                    off == 0 ? "agrees with the driver's" : "at least %.1f s off the driver's".formatted(off / 1e3);
            if (off > CLOCK_FAILURE_MILLIS) {
                return failed("clock", place, found, "synchronise clocks (NTP)");
            }
            return off > CLOCK_WARNING_MILLIS
                    ? warning("clock", place, found, "synchronise clocks (NTP)")
                    : ok("clock", place, found);
        });
    }
}

package org.waggle.common.checkpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The process that holds a run folder.
 *
 * @param host name of its machine or container, for people
 * @param machine where its process id means something: the boot of the kernel and the namespace of process ids, since
 *     containers may share a host name
 * @param pid its process id there
 * @param started when it was started, in ISO 8601; tells it from a later process with the same id
 */
record LeaseHolder(String host, String machine, long pid, String started) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

    static LeaseHolder current() {
        ProcessHandle self = ProcessHandle.current();
        return new LeaseHolder(localHost(), localMachine(), self.pid(), started(self));
    }

    boolean isOnThisMachine() {
        return machine.equals(localMachine());
    }

    /** Whether the process runs; asks this machine, so the holder must be on it. */
    boolean isRunning() {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && started(process).equals(started))
                .isPresent();
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static String localMachine() {
        try {
            return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(NAMESPACE);
        } catch (IOException e) {
            return localHost();
        }
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

package org.waggle.common.swarm;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * The folder of a swarm as a reader finds it. Whatever of it can't be read costs no more than itself; only a folder
 * that can't be reached as a whole is an error.
 *
 * @param root the swarm's folder
 */
record SwarmFiles(Storage storage, Path root) {
    /** Of one listing: with 10,000 peers and a round every five seconds a slot has 600. */
    static final int MOST_NAMES = 4096;

    /**
     * What lies in a folder, at most {@link #MOST_NAMES}; nothing if it isn't there or can't be read.
     *
     * @throws RunException if the swarm's folder can't be reached
     */
    List<FileStatus> list(Path folder) {
        try {
            return storage.listSome(folder, MOST_NAMES);
        } catch (RunException e) {
            requireReachable(folder, e);
            return List.of();
        }
    }

    /**
     * A file's first bytes; nothing if it isn't there, has none, or is a pipe, which would keep its reader for ever.
     *
     * @param most how many are read at most
     * @throws RejectedException if the store doesn't give it
     * @throws RunException if the swarm's folder can't be reached
     */
    Optional<byte[]> read(Path file, int most) throws RejectedException {
        try {
            return storage.length(file) > 0 ? Optional.of(storage.read(file, most)) : Optional.empty();
        } catch (RunException e) {
            if (e.kind() == FailureKind.INPUT) {
                return Optional.empty();
            }
            requireReachable(file, e);
            throw new RejectedException(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private void requireReachable(Path path, RunException why) {
        if (path.equals(root)) {
            throw why;
        }
        storage.exists(root);
    }
}

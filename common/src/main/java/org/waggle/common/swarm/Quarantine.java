package org.waggle.common.swarm;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.RejectedException;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PeerLimits;

/** Copies of refused files for people to look at, as REASON.NAME, until a number of bytes is reached. */
final class Quarantine {
    private final SwarmFiles swarm;
    private final Storage storage;
    private final Path folder;
    private final PeerLimits limits;
    private final Set<String> kept = new HashSet<>();
    private long bytes;

    Quarantine(SwarmFiles swarm, Path folder, PeerLimits limits) {
        this.swarm = swarm;
        this.storage = swarm.storage();
        this.folder = folder;
        this.limits = limits;
        for (FileStatus status : storage.list(folder)) {
            kept.add(status.getPath().getName());
            bytes += status.getLen();
        }
    }

    /** Keeps the file that was refused, or what is readable of it, if there is room. */
    void keep(Drawn.Refused refused) {
        Path file = new Path(refused.file());
        String name = refused.reason().label() + "." + file.getName();
        if (bytes >= limits.quarantineBytes() || kept.contains(name)) {
            return;
        }
        kept.add(name);
        try {
            Optional<byte[]> content =
                    swarm.read(file, (int) Math.min(limits.fileBytes(), limits.quarantineBytes() - bytes));
            if (content.isPresent()) {
                storage.makeFolder(folder);
                storage.replace(new Path(folder, name), content.get());
                bytes += content.get().length;
            }
        } catch (RunException | RejectedException e) {
            // It can't be read any more, or there is no room: it is for people only, and was counted.
        }
    }
}

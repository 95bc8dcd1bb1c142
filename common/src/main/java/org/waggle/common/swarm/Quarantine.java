package org.waggle.common.swarm;

import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;

/** Copies of refused files for people to look at, as REASON.NAME, until a number of bytes is reached. */
final class Quarantine {
    private final Storage storage;
    private final Path folder;
    private final long mostBytes;
    private final int mostFileBytes;
    private final Set<String> kept = new HashSet<>();
    private long bytes;

    Quarantine(Storage storage, Path folder, long mostBytes, int mostFileBytes) {
        this.storage = storage;
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.mostFileBytes = mostFileBytes;
        for (FileStatus status : storage.list(folder)) {
            kept.add(status.getPath().getName());
            bytes += status.getLen();
        }
    }

    /** Keeps the file that was refused, or what is readable of it, if there is room. */
    void keep(Drawn.Refused refused) {
        Path file = new Path(refused.file());
        String name = refused.reason().label() + "." + file.getName();
        if (bytes >= mostBytes || kept.contains(name)) {
            return;
        }
        try {
            byte[] content = storage.read(file, (int) Math.min(mostFileBytes, mostBytes - bytes));
            storage.makeFolder(folder);
            storage.replace(new Path(folder, name), content);
            kept.add(name);
            bytes += content.length;
        } catch (RunException e) {
            // It has expired, or there is no room: it is for people only, and was counted.
            kept.add(name);
        }
    }
}

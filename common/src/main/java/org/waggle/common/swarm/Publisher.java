package org.waggle.common.swarm;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.ExchangeRecipe.Meet;

/** Puts a node's files into the folder of a swarm, and takes away what has expired. */
final class Publisher {
    /** Of buckets that anybody deletes; more than any recipe's staleness. */
    private static final long EXPIRED_MILLIS = 2 * 86_400_000L;

    private static final int ROUNDS_BETWEEN_CLEANINGS = 64;
    /** All write here, and each deletes only what is its own. */
    private static final FsPermission SHARED = new FsPermission((short) 01777);

    private final Storage storage;
    private final Path swarm;
    private final Meet meet;
    private final Member member;
    private final Deque<OfferName> own = new ArrayDeque<>();
    private int roundsToCleaning;

    Publisher(Storage storage, Path swarm, Meet meet, Member member) {
        this.storage = storage;
        this.swarm = swarm;
        this.meet = meet;
        this.member = member;
    }

    /** Remembers files of before, to delete them in time. */
    void remember(List<Path> files, long nowMillis) {
        files.stream()
                .map(file -> OfferName.parse(file.getName()))
                .flatMap(Optional::stream)
                .filter(name -> nowMillis - name.createdMillis() < EXPIRED_MILLIS)
                .forEach(own::add);
    }

    /**
     * Publishes what receivers with the same limits would accept of a round's groups.
     *
     * @return the file; nothing if no group was left
     */
    Optional<Path> publish(int round, List<SharedGroup> groups, long nowMillis) {
        List<SharedGroup> some = groups.stream()
                .filter(this::isAcceptable)
                .limit(meet.limits().groups())
                .toList();
        byte[] bytes = bytes(round, some, nowMillis);
        while (bytes.length > meet.limits().fileBytes() && !some.isEmpty()) {
            some = some.subList(0, some.size() / 2);
            bytes = bytes(round, some, nowMillis);
        }
        if (some.isEmpty()) {
            return Optional.empty();
        }
        OfferName name = header(round, some, nowMillis).name(member.identity().key());
        Path file = name.path(swarm);
        makeFolders(file.getParent());
        storage.putOnce(file, bytes);
        own.add(name);
        return Optional.of(file);
    }

    /** Deletes own files that nobody draws any more, and now and then everybody's that are days old. */
    void clean(long nowMillis) {
        long expired = nowMillis
                - 2000L * meet.stalenessSeconds()
                - 1000L * meet.limits().clockSeconds();
        while (!own.isEmpty() && own.getFirst().createdMillis() < expired) {
            storage.delete(own.removeFirst().path(swarm));
        }
        if (roundsToCleaning-- <= 0) {
            roundsToCleaning = ROUNDS_BETWEEN_CLEANINGS;
            long oldest = (nowMillis - EXPIRED_MILLIS) / OfferName.BUCKET_MILLIS;
            storage.list(swarm).stream()
                    .map(FileStatus::getPath)
                    .filter(bucket -> bucket.getName().matches("\\d{1,12}"))
                    .filter(bucket -> Long.parseLong(bucket.getName()) < oldest)
                    .forEach(storage::delete);
        }
    }

    /** What is wrong with this machine's clock, as a file shows it that was just published. */
    Optional<String> clock(Path file, long createdMillis) {
        return storage.list(file.getParent()).stream()
                .filter(status -> status.getPath().getName().equals(file.getName()))
                .map(FileStatus::getModificationTime)
                .filter(written -> Math.abs(written - createdMillis)
                        > 1000L * meet.limits().clockSeconds())
                .findFirst()
                .map(written -> "This machine's clock says %s where %s says %s: peers will refuse what it publishes"
                        .formatted(Instant.ofEpochMilli(createdMillis), swarm, Instant.ofEpochMilli(written)));
    }

    private boolean isAcceptable(SharedGroup group) {
        try {
            new TextCheck(meet.limits(), false).require(group);
            return true;
        } catch (RejectedException e) {
            return false;
        }
    }

    private byte[] bytes(int round, List<SharedGroup> groups, long nowMillis) {
        return BatchFile.write(member.identity(), header(round, groups, nowMillis), groups);
    }

    private BatchHeader header(int round, List<SharedGroup> groups, long nowMillis) {
        PeerKey key = member.identity().key();
        return new BatchHeader(
                meet.swarm(),
                member.run(),
                member.node(),
                round,
                member.model(),
                groups.isEmpty() ? 0 : groups.get(0).policyVersion(),
                member.task(),
                member.verifier(),
                nowMillis,
                groups.stream().map(group -> GroupHash.id(key, group)).toList());
    }

    private void makeFolders(Path folder) {
        if (!folder.equals(swarm.getParent()) && !storage.exists(folder)) {
            makeFolders(folder.getParent());
            storage.makeFolder(folder);
            if (!"file".equals(folder.toUri().getScheme())) {
                open(folder);
            }
        }
    }

    private void open(Path folder) {
        try {
            storage.setPermission(folder, SHARED);
        } catch (RunException e) {
            // Somebody else has made it at the same moment, and has opened it.
        }
    }
}

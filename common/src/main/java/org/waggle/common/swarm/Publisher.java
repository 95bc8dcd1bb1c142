package org.waggle.common.swarm;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /**
     * A round's file, to be written.
     *
     * @param bytes all of it
     */
    record Batch(OfferName name, byte[] bytes) {}

    /** Remembers files of before, to delete them in time. */
    void remember(List<OfferName> files, long nowMillis) {
        files.stream()
                .filter(name -> nowMillis - name.createdMillis() < EXPIRED_MILLIS)
                .forEach(own::add);
    }

    /**
     * What receivers with the same limits would accept of a round's groups.
     *
     * @param createdMillis when it is published
     * @return nothing if no group is left
     */
    Optional<Batch> batch(int round, List<SharedGroup> groups, long createdMillis) {
        List<SharedGroup> some = groups.stream()
                .filter(this::isAcceptable)
                .limit(meet.limits().groups())
                .toList();
        byte[] bytes = bytes(round, some, createdMillis);
        while (bytes.length > meet.limits().fileBytes() && !some.isEmpty()) {
            some = some.subList(0, some.size() / 2);
            bytes = bytes(round, some, createdMillis);
        }
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(new Batch(
                        header(round, some, createdMillis)
                                .name(member.identity().key()),
                        bytes));
    }

    /** Publishes a file. */
    void put(Batch batch) {
        Path file = batch.name().path(swarm);
        own.add(batch.name());
        makeFolders(file.getParent());
        storage.putOnce(file, batch.bytes());
    }

    /** Publishes a file again of which a kill may have left nothing or a part, while anybody would draw of it. */
    void complete(Batch batch, long nowMillis) {
        Path file = batch.name().path(swarm);
        boolean isDrawn = nowMillis - batch.name().createdMillis() <= 1000L * meet.stalenessSeconds();
        if (isDrawn && storage.length(file) < batch.bytes().length) {
            makeFolders(file.getParent());
            storage.replace(file, batch.bytes());
        }
    }

    /** Deletes own files that nobody draws any more, and now and then everybody's that are days old. */
    void clean(long nowMillis) {
        long expired = nowMillis
                - 2000L * meet.stalenessSeconds()
                - 1000L * meet.limits().clockSeconds();
        while (!own.isEmpty() && own.getFirst().createdMillis() < expired) {
            discard(own.removeFirst().path(swarm));
        }
        if (roundsToCleaning-- <= 0 && !own.isEmpty()) {
            roundsToCleaning = ROUNDS_BETWEEN_CLEANINGS;
            // Whose own clock is ahead would delete what all others are drawing from.
            writtenMillis(own.getLast()).ifPresent(written -> cleanBuckets(Math.min(nowMillis, written)));
        }
    }

    private void cleanBuckets(long nowMillis) {
        long oldest = (nowMillis - EXPIRED_MILLIS) / OfferName.BUCKET_MILLIS;
        try {
            storage.listSome(swarm, SwarmFiles.MOST_NAMES).stream()
                    .map(FileStatus::getPath)
                    .filter(bucket -> bucket.getName().matches("\\d{1,12}"))
                    .filter(bucket -> Long.parseLong(bucket.getName()) < oldest)
                    .forEach(this::discard);
        } catch (RunException e) {
            // The swarm can't be listed now; there is a next time.
        }
    }

    private void discard(Path path) {
        try {
            storage.delete(path);
        } catch (RunException e) {
            // Not ours to delete, or not now: its bucket is somebody's to delete in two days.
        }
    }

    /** What is wrong with this machine's clock, as a file shows it that was just published. */
    Optional<String> clock(OfferName file) {
        OptionalLong written = writtenMillis(file);
        boolean isOff = written.isPresent()
                && Math.abs(written.getAsLong() - file.createdMillis())
                        > 1000L * meet.limits().clockSeconds();
        return isOff
                ? Optional.of("This machine's clock says %s where %s says %s: peers will refuse what it publishes"
                        .formatted(
                                Instant.ofEpochMilli(file.createdMillis()),
                                swarm,
                                Instant.ofEpochMilli(written.getAsLong())))
                : Optional.empty();
    }

    private OptionalLong writtenMillis(OfferName file) {
        try {
            return storage.writtenMillis(file.path(swarm));
        } catch (RunException e) {
            // The next file says it as well.
            return OptionalLong.empty();
        }
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

    /** Makes the swarm's folder, if nobody has, for all. */
    void makeSwarm() {
        makeFolders(swarm);
    }

    /** Up to the folder of all swarms, which is as its owner made it. */
    private void makeFolders(Path folder) {
        if (!folder.equals(swarm.getParent().getParent()) && !storage.exists(folder)) {
            makeFolders(folder.getParent());
            storage.makeFolder(folder);
            open(folder);
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

package org.waggle.common.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * The right to write into a run folder, held by one driver at a time. Each holder puts a file {@code epoch-00000N} of
 * its own, one higher than the last, which only one process can; a holder that finds a higher one has lost its right.
 *
 * <p>Who holds the newest epoch is alive as long as its process runs, if it is on this machine, or else as long as its
 * heartbeat is younger than {@link #SILENCE}. Ages are told by the clock of the file system alone.
 */
public final class Lease implements AutoCloseable {
    /** A holder elsewhere that has not been heard of for that long is dead. */
    public static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final String EPOCH = "epoch-";
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final Storage storage;
    private final Path folder;
    private final int epoch;
    private final ScheduledExecutorService heart;
    private final ScheduledFuture<?> beats;

    private Lease(Storage storage, Path folder, int epoch) {
        this.storage = storage;
        this.folder = folder;
        this.epoch = epoch;
        this.heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "waggle-lease");
            thread.setDaemon(true);
            return thread;
        });
        this.beats = heart.scheduleAtFixedRate(this::beat, 0, BEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Takes the right to write into a run folder.
     *
     * @param folder the run's folder {@code lease}
     * @throws RunException of kind {@link FailureKind#FENCED} if another driver holds it and lives
     */
    public static Lease acquire(Storage storage, Path folder) {
        make(storage, folder);
        int newest = newest(storage, folder);
        living(storage, folder, newest).ifPresent(reason -> {
            throw fenced("Cannot start in %s: %s".formatted(folder.getParent(), reason));
        });
        int epoch = newest + 1;
        byte[] holder = Json.page(LeaseHolder.current());
        if (!storage.putOnce(path(folder, EPOCH, epoch), holder)) {
            throw fenced("Cannot start in %s: another driver has just started in it".formatted(folder.getParent()));
        }
        Lease lease = new Lease(storage, folder, epoch);
        lease.removeEarlier();
        return lease;
    }

    /** Lets time pass, so that tests need not wait. */
    @FunctionalInterface
    public interface Pause {
        /** Waits. */
        void take(Duration duration);
    }

    /**
     * Takes the right as {@link #acquire} does, and waits where a holder elsewhere may be dead: until it has been
     * silent for {@link #SILENCE}, or is heard of, which tells that it lives. For drivers that are started again
     * wherever there is room.
     *
     * @param told told once, before waiting, what for
     * @throws RunException of kind {@link FailureKind#FENCED} if another driver holds it and lives
     */
    public static Lease inherit(Storage storage, Path folder, Consumer<String> told, Pause pause) {
        make(storage, folder);
        int newest = newest(storage, folder);
        long heard = heard(storage, folder, newest);
        boolean waits = false;
        while (isPerhapsDead(storage, folder, newest) && heard == heard(storage, folder, newest)) {
            if (!waits) {
                living(storage, folder, newest)
                        .ifPresent(reason -> told.accept(Storage.shown(folder.getParent()) + ": " + reason));
                waits = true;
            }
            pause.take(BEAT);
        }
        return acquire(storage, folder);
    }

    /** What can't be written is the user's to change. */
    private static void make(Storage storage, Path folder) {
        try {
            storage.makeFolder(folder);
        } catch (RunException e) {
            throw RunFolder.unwritable(folder.getParent(), e);
        }
    }

    private static boolean isPerhapsDead(Storage storage, Path folder, int epoch) {
        return living(storage, folder, epoch).isPresent()
                && !holder(storage, path(folder, EPOCH, epoch)).isOnThisMachine();
    }

    /** Number of this holding, from 1; higher than that of every earlier one. */
    public int epoch() {
        return epoch;
    }

    /**
     * Makes sure that nobody has taken over; to be called before each write that makes something visible.
     *
     * @throws RunException of kind {@link FailureKind#FENCED} if a driver with a higher epoch has started
     */
    public void check() {
        int newest = newest(storage, folder);
        if (newest > epoch) {
            throw fenced("Cannot go on in %s: another driver has taken it over (epoch %d; this one has %d)"
                    .formatted(folder.getParent(), newest, epoch));
        }
    }

    /** Gives the right back, so that the next driver need not wait. */
    @Override
    public void close() {
        beats.cancel(false);
        heart.shutdown();
        awaitLastBeat();
        storage.replace(path(folder, "released-", epoch), new byte[0]);
    }

    private void awaitLastBeat() {
        try {
            if (!heart.awaitTermination(BEAT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The heartbeat of {} hangs", folder.getParent());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        try {
            storage.replace(
                    path(folder, "heartbeat-", epoch), Instant.now().toString().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            LOG.warn("The heartbeat of {} failed: {}", folder.getParent(), e.getMessage());
        }
    }

    private void removeEarlier() {
        storage.list(folder).stream()
                .map(FileStatus::getPath)
                .filter(path -> number(path) < epoch)
                .forEach(storage::delete);
    }

    /** Why the holder of an epoch counts as alive; nothing if it doesn't. */
    private static Optional<String> living(Storage storage, Path folder, int epoch) {
        if (epoch == 0 || storage.exists(path(folder, "released-", epoch))) {
            return Optional.empty();
        }
        Path file = path(folder, EPOCH, epoch);
        LeaseHolder holder = holder(storage, file);
        if (holder.isOnThisMachine()) {
            return holder.isRunning()
                    ? Optional.of("process %d on this machine holds it (stop that one first)".formatted(holder.pid()))
                    : Optional.empty();
        }
        Duration silence = silence(storage, folder, epoch);
        return silence.compareTo(SILENCE) < 0
                ? Optional.of(
                        "process %d on %s holds it, last heard of %d s ago (stop that one, or wait %d s if it is dead)"
                                .formatted(
                                        holder.pid(),
                                        holder.host(),
                                        silence.toSeconds(),
                                        SILENCE.minus(silence).toSeconds()))
                : Optional.empty();
    }

    private static LeaseHolder holder(Storage storage, Path file) {
        try {
            return Json.as(Json.parse(storage.read(file)), LeaseHolder.class);
        } catch (IOException e) {
            return new LeaseHolder("an unknown machine", "unknown", 0, "unknown");
        }
    }

    private static Duration silence(Storage storage, Path folder, int epoch) {
        Path probe = new Path(folder, "now-" + UUID.randomUUID());
        storage.replace(probe, new byte[0]);
        long now = modified(storage, probe);
        storage.delete(probe);
        return Duration.ofMillis(Math.max(0, now - heard(storage, folder, epoch)));
    }

    private static long heard(Storage storage, Path folder, int epoch) {
        return Math.max(
                modified(storage, path(folder, EPOCH, epoch)), modified(storage, path(folder, "heartbeat-", epoch)));
    }

    private static long modified(Storage storage, Path path) {
        return storage.list(path.getParent()).stream()
                .filter(status -> status.getPath().getName().equals(path.getName()))
                .mapToLong(FileStatus::getModificationTime)
                .findFirst()
                .orElse(0);
    }

    private static int newest(Storage storage, Path folder) {
        return storage.list(folder).stream()
                .map(FileStatus::getPath)
                .filter(path -> path.getName().startsWith(EPOCH))
                .mapToInt(Lease::number)
                .max()
                .orElse(0);
    }

    /** Epoch in a file's name; the largest number for a file of another kind. */
    private static int number(Path path) {
        String name = path.getName();
        String digits = name.substring(name.indexOf('-') + 1);
        return digits.matches("\\d{6,9}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }

    private static Path path(Path folder, String kind, int epoch) {
        return new Path(folder, "%s%06d".formatted(kind, epoch));
    }

    private static RunException fenced(String message) {
        return new RunException(FailureKind.FENCED, message);
    }
}

package org.waggle.common.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

class LeaseTest {
    @TempDir
    private java.nio.file.Path local;

    private final Storage storage = new Storage(new Configuration());
    private Path run;
    private Path folder;

    @BeforeEach
    void names() {
        run = new Path(new Path(local.toUri()), "run");
        folder = new Path(run, "lease");
    }

    @Test
    void aLivingHolderOnThisMachineKeepsOthersOut() {
        try (Lease lease = Lease.acquire(storage, folder)) {
            assertThatThrownBy(() -> Lease.acquire(storage, folder))
                    .isInstanceOf(RunException.class)
                    .hasMessage(
                            "Cannot start in %s: process %d on this machine holds it (stop that one first)",
                            run, ProcessHandle.current().pid())
                    .extracting(failure -> ((RunException) failure).kind())
                    .isEqualTo(FailureKind.FENCED);
            lease.check();
        }
    }

    @Test
    void aReleasedFolderIsTakenAtOnceWithAHigherEpoch() {
        Lease.acquire(storage, folder).close();
        try (Lease second = Lease.acquire(storage, folder)) {
            assertThat(second.epoch()).isEqualTo(2);
            second.check();
        }
    }

    @Test
    void aDeadProcessOfThisMachineIsReplacedAtOnce() {
        LeaseHolder self = LeaseHolder.current();
        hold(1, new LeaseHolder(self.host(), self.machine(), self.pid(), "2001-01-01T00:00:00Z"));

        try (Lease lease = Lease.acquire(storage, folder)) {
            assertThat(lease.epoch()).isEqualTo(2);
        }
    }

    @Test
    void aHolderElsewhereLivesWhileItsHeartbeatIsYoung() {
        hold(1, new LeaseHolder("elsewhere", "other", 77, "2001-01-01T00:00:00Z"));

        assertThatThrownBy(() -> Lease.acquire(storage, folder))
                .isInstanceOf(RunException.class)
                .hasMessageMatching("Cannot start in \\S+: process 77 on elsewhere holds it, last heard of \\d+ s ago"
                        + " \\(stop that one, or wait \\d+ s if it is dead\\)");
    }

    @Test
    void aHolderElsewhereIsReplacedAfterAMinuteOfSilence() throws IOException {
        hold(1, new LeaseHolder("elsewhere", "other", 77, "2001-01-01T00:00:00Z"));
        age("epoch-000001", 61_000);

        try (Lease lease = Lease.acquire(storage, folder)) {
            assertThat(lease.epoch()).isEqualTo(2);
        }
    }

    @Test
    void aHeartbeatKeepsAnOldHolderAlive() throws IOException {
        hold(1, new LeaseHolder("elsewhere", "other", 77, "2001-01-01T00:00:00Z"));
        storage.replace(new Path(folder, "heartbeat-000001"), new byte[0]);
        age("epoch-000001", 3_600_000);
        age("heartbeat-000001", 20_000);

        assertThatThrownBy(() -> Lease.acquire(storage, folder))
                .isInstanceOf(RunException.class)
                .hasMessageMatching(".*last heard of (19|20|21|22) s ago.*");
    }

    @Test
    void whoInheritsWaitsForTheSilenceOfADeadHolder() throws IOException {
        hold(1, new LeaseHolder("elsewhere", "other", 77, "2001-01-01T00:00:00Z"));
        age("epoch-000001", 40_000);
        List<String> told = new ArrayList<>();

        try (Lease lease = Lease.inherit(storage, folder, told::add, pause -> silent("epoch-000001"))) {
            assertThat(lease.epoch()).isEqualTo(2);
        }
        assertThat(told)
                .singleElement()
                .asString()
                .contains("run: process 77 on elsewhere holds it, last heard of 4", "s ago (stop that one, or wait");
    }

    /** As after a long pause. */
    private void silent(String name) {
        try {
            age(name, 61_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoInheritsGivesUpWhenTheHolderIsHeardOf() throws IOException {
        hold(1, new LeaseHolder("elsewhere", "other", 77, "2001-01-01T00:00:00Z"));
        age("epoch-000001", 40_000);

        assertThatThrownBy(() -> Lease.inherit(
                        storage,
                        folder,
                        told -> {},
                        pause -> storage.replace(new Path(folder, "heartbeat-000001"), new byte[0])))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("process 77 on elsewhere holds it, last heard of 0 s ago")
                .extracting(failure -> ((RunException) failure).kind())
                .isEqualTo(FailureKind.FENCED);
    }

    @Test
    void whoInheritsDoesNotWaitForALivingProcessOfThisMachine() {
        try (Lease lease = Lease.acquire(storage, folder)) {
            assertThatThrownBy(() -> Lease.inherit(storage, folder, told -> {}, LeaseTest::refused))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("on this machine holds it");
            lease.check();
        }
    }

    private static void refused(Duration pause) {
        throw new AssertionError("It waited " + pause);
    }

    @Test
    void aHolderThatWasReplacedMayNotGoOn() {
        try (Lease lease = Lease.acquire(storage, folder)) {
            hold(2, LeaseHolder.current());

            assertThatThrownBy(lease::check)
                    .isInstanceOf(RunException.class)
                    .hasMessage("Cannot go on in %s: another driver has taken it over (epoch 2; this one has 1)", run)
                    .extracting(failure -> ((RunException) failure).kind())
                    .isEqualTo(FailureKind.FENCED);
        }
    }

    @Test
    void onlyTheNewestEpochLeavesFiles() {
        Lease.acquire(storage, folder).close();
        Lease.acquire(storage, folder).close();

        assertThat(storage.list(folder).stream().map(FileStatus::getPath).map(Path::getName))
                .contains("epoch-000002", "released-000002")
                .noneMatch(name -> name.endsWith("1"));
    }

    @Test
    void ofManyDriversThatStartTogetherOneWins() throws Exception {
        ExecutorService drivers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<Lease>>> started = new ArrayList<>();
            for (int driver = 0; driver < 8; driver++) {
                started.add(drivers.submit(this::start));
            }
            List<Lease> winners = new ArrayList<>();
            for (Future<Optional<Lease>> one : started) {
                one.get().ifPresent(winners::add);
            }
            assertThat(winners).hasSize(1);
            winners.get(0).close();
        } finally {
            drivers.shutdownNow();
        }
    }

    private Optional<Lease> start() {
        try {
            return Optional.of(Lease.acquire(storage, folder));
        } catch (RunException e) {
            assertThat(e).hasMessageStartingWith("Cannot start in ");
            return Optional.empty();
        }
    }

    private void hold(int epoch, LeaseHolder holder) {
        storage.makeFolder(folder);
        storage.replace(new Path(folder, "epoch-%06d".formatted(epoch)), Json.page(holder));
    }

    private void age(String name, long milliseconds) throws IOException {
        Path path = new Path(folder, name);
        storage.fileSystem(path).setTimes(path, System.currentTimeMillis() - milliseconds, -1);
    }
}

package org.waggle.common.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;

/** What lies in the folder of a swarm beside what can be read: it costs no more than itself. */
class CrowdedFolderTest {
    @TempDir
    private Path local;

    @Test
    void aFileThatMayNotBeReadIsRefusedAndTriedAgainLater() {
        Meeting meeting = Meeting.guarded(local);
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob");
                PeerFolder eve = meeting.join("eve")) {
            bob.publish(1, Meeting.groups(1, 0, 2));
            eve.publish(1, Meeting.groups(1, 50, 2));
            GuardedFileSystem.forbidReading(meeting.storage.configuration(), ".*" + peer(meeting, "eve") + ".*");

            Drawn drawn = ada.draw(1, new Seed(1), 9);
            assertThat(drawn.groups())
                    .hasSize(2)
                    .allSatisfy(taken -> assertThat(taken.source().peer()).isEqualTo(peer(meeting, "bob")));
            assertThat(drawn.rejected()).isEqualTo(Map.of(Rejection.UNREADABLE, 1));
            assertThat(drawn.refused()).singleElement().satisfies(refused -> {
                assertThat(refused.peer()).isEmpty();
                assertThat(refused.detail()).contains("Permission denied");
            });
            assertThat(ada.settle(1, drawn, Drawn.Use.all(2, 0)).lines()).isEmpty();

            GuardedFileSystem.forbidReading(meeting.storage.configuration(), "");
            assertThat(ada.draw(1 + Resting.ROUNDS, new Seed(1), 9).groups()).isEmpty();
            assertThat(ada.draw(2 + Resting.ROUNDS, new Seed(1), 9).groups()).hasSize(2);
        }
    }

    @Test
    void aFolderThatMayNotBeReadIsAnEmptyOne() {
        Meeting meeting = Meeting.guarded(local);
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, Meeting.groups(1, 0, 2));
            long bucket = meeting.nowMillis / OfferName.BUCKET_MILLIS;
            meeting.nowMillis += OfferName.BUCKET_MILLIS;
            bob.publish(2, Meeting.groups(2, 10, 2));
            GuardedFileSystem.forbidReading(meeting.storage.configuration(), Long.toString(bucket));

            assertThat(ada.draw(1, new Seed(1), 9).groups())
                    .extracting(taken -> taken.group().round())
                    .containsExactly(2, 2);
            GuardedFileSystem.forbidReading(meeting.storage.configuration(), PeerFolder.LAYOUT);
            Drawn drawn = ada.draw(1, new Seed(1), 9);
            assertThat(drawn).isEqualTo(Drawn.NONE);
            assertThat(ada.settle(1, drawn, Drawn.Use.all(0, 0)).lines())
                    .singleElement()
                    .asString()
                    .startsWith("Cannot draw groups in this round: Cannot read guarded:");
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pipesFoldersAndEmptyFilesInPlaceOfOffersAreLeft() throws IOException, InterruptedException {
        Meeting meeting = new Meeting(local);
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            List<Path> places = places(meeting);
            for (Path place : places) {
                Files.createDirectories(place.getParent());
            }
            Files.createDirectories(places.get(0).resolve("anything"));
            Files.createFile(places.get(1));
            Process pipe = new ProcessBuilder("mkfifo", places.get(2).toString()).start();
            assertThat(pipe.waitFor(10, TimeUnit.SECONDS)).isTrue();
            bob.publish(1, Meeting.groups(1, 0, 2));

            Drawn drawn = ada.draw(1, new Seed(1), 9);
            assertThat(drawn.groups()).hasSize(2);
            assertThat(drawn.refused()).isEmpty();
            assertThat(drawn.cost().files()).isEqualTo(1);
        }
    }

    /** Where Eve's files of three rounds would lie. */
    private static List<Path> places(Meeting meeting) {
        return List.of(1, 2, 3).stream()
                .map(round -> new OfferName(meeting.nowMillis, peer(meeting, "eve"), "policy", round, 2))
                .map(name -> Path.of(name.path(meeting.swarm()).toUri().getPath()))
                .toList();
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeInPlaceOfARefusedFileIsNotCopied() throws IOException, InterruptedException {
        Meeting meeting = new Meeting(local);
        Path file = places(meeting).get(0);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no batch file");
        try (PeerFolder ada = meeting.join("ada")) {
            Drawn drawn = ada.draw(1, new Seed(1), 9);
            assertThat(drawn.rejected()).isEqualTo(Map.of(Rejection.ENVELOPE, 1));
            Files.delete(file);
            Process pipe = new ProcessBuilder("mkfifo", file.toString()).start();
            assertThat(pipe.waitFor(10, TimeUnit.SECONDS)).isTrue();

            ada.settle(1, drawn, Drawn.Use.all(0, 0));
            assertThat(meeting.storage.exists(new org.apache.hadoop.fs.Path(meeting.exchange("ada"), "quarantine")))
                    .isFalse();
        }
    }

    @Test
    void aCrowdHidesNoFolder() throws IOException {
        Meeting meeting = Meeting.guarded(local);
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            Path root = Path.of(meeting.swarm().toUri().getPath());
            for (int i = 0; i < SwarmFiles.MOST_NAMES; i++) {
                Files.createDirectory(root.resolve("0-" + i));
            }
            bob.publish(1, Meeting.groups(1, 0, 2));

            assertThat(new SwarmFiles(meeting.storage, meeting.swarm()).list(meeting.swarm()))
                    .hasSize(SwarmFiles.MOST_NAMES);
            Drawn drawn = ada.draw(1, new Seed(1), 9);
            assertThat(drawn.groups()).hasSize(2);
            assertThat(drawn.cost().names()).isLessThan(SwarmFiles.MOST_NAMES + 50);
        }
    }

    private static String peer(Meeting meeting, String job) {
        return meeting.identity(job).key().fingerprint();
    }
}

package org.waggle.common.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;

/** What a job writes into the folder that it shares, and deletes of it. */
class PublisherTest {
    private static final long DAY_MILLIS = 86_400_000;

    @TempDir
    private Path local;

    private Meeting meeting;
    private List<SharedGroup> groups;

    @BeforeEach
    void meet() {
        meeting = new Meeting(local);
        groups = Meeting.groups(1, 0, 2);
    }

    @Test
    void foldersAreForAllToWriteAndForOwnersToDelete() throws IOException {
        try (PeerFolder ada = meeting.join("ada")) {
            assertThat(mode(meeting.swarm())).isEqualTo("41777");
            ada.publish(1, groups);
        }
        org.apache.hadoop.fs.Path folder = meeting.files().get(0).getParent();
        while (!folder.getName().equals("meeting")) {
            assertThat(mode(folder)).as("mode of %s", folder).isEqualTo("41777");
            folder = folder.getParent();
        }
        assertThat(mode(folder)).isNotEqualTo("41777");
    }

    private static String mode(org.apache.hadoop.fs.Path path) throws IOException {
        return Integer.toOctalString((int) Files.getAttribute(file(path), "unix:mode"));
    }

    @Test
    void whoseClockIsAYearAheadDeletesNothingOfOthers() {
        meeting.nowMillis = System.currentTimeMillis();
        try (PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, groups);
        }
        meeting.nowMillis += 365 * DAY_MILLIS;
        try (PeerFolder ada = meeting.join("ada")) {
            assertThat(ada.publish(1, groups)).singleElement().asString().startsWith("This machine's clock says ");
        }
        assertThat(meeting.files()).hasSize(2);
    }

    @Test
    void aBucketThatMayNotBeDeletedIsLeftAndOthersAreNot() {
        meeting = Meeting.guarded(local);
        long bucket = meeting.nowMillis / OfferName.BUCKET_MILLIS;
        for (int i = 0; i < 2; i++) {
            try (PeerFolder bob = meeting.join("bob")) {
                bob.publish(1 + i, Meeting.groups(1 + i, 0, 2));
            }
            meeting.nowMillis += OfferName.BUCKET_MILLIS;
        }
        meeting.nowMillis += 3 * DAY_MILLIS;
        GuardedFileSystem.forbidDeleting(meeting.storage.configuration(), Long.toString(bucket));
        try (PeerFolder ada = meeting.join("ada")) {
            assertThat(ada.publish(1, groups)).singleElement().asString().startsWith("This machine's clock says ");
        }
        assertThat(meeting.files())
                .extracting(
                        file -> OfferName.parse(file.getName()).orElseThrow().bucket())
                .containsExactly(bucket, meeting.nowMillis / OfferName.BUCKET_MILLIS);
    }

    @Test
    void aFileThatAKillPreventedIsWrittenUnderItsRecordedName() throws IOException {
        publish(groups);
        org.apache.hadoop.fs.Path file = meeting.files().get(0);
        byte[] whole = meeting.storage.read(file);
        meeting.storage.delete(file);
        meeting.nowMillis += 7_000;
        publish(groups);
        assertThat(meeting.files()).containsExactly(file);
        assertThat(meeting.storage.read(file)).isEqualTo(whole);

        try (RandomAccessFile torn = new RandomAccessFile(file(file).toFile(), "rw")) {
            torn.setLength(100);
        }
        publish(groups);
        assertThat(meeting.storage.read(file)).isEqualTo(whole);
    }

    @Test
    void aNameIsRecordedBeforeItsFileIsWritten() throws IOException {
        Path root = file(meeting.swarm());
        try (PeerFolder bob = meeting.join("bob")) {
            Files.delete(root);
            Files.createFile(root);
            assertThat(bob.publish(1, groups)).singleElement().asString().startsWith("Cannot publish groups");
            Files.delete(root);
        }
        long before = meeting.nowMillis;
        meeting.nowMillis += 7_000;
        publish(groups);
        assertThat(meeting.files())
                .extracting(
                        file -> OfferName.parse(file.getName()).orElseThrow().createdMillis())
                .containsExactly(before);
    }

    @Test
    void whatNobodyWouldDrawAnyMoreIsNotWrittenAgain() {
        publish(groups);
        meeting.storage.delete(meeting.files().get(0));
        meeting.nowMillis += 601_000;
        publish(groups);
        assertThat(meeting.files()).isEmpty();
    }

    @Test
    void aRoundThatIsMadeAgainOtherwiseIsNotPublishedTwice() {
        publish(groups);
        meeting.nowMillis += 7_000;
        publish(Meeting.groups(1, 30, 3));
        assertThat(meeting.files()).hasSize(1);
        try (PeerFolder ada = meeting.join("ada")) {
            assertThat(ada.draw(1, new Seed(1), 9).groups())
                    .extracting(Drawn.Taken::group)
                    .containsExactlyInAnyOrderElementsOf(groups);
        }
    }

    /** Bob's job starts, publishes its first round and is killed. */
    private void publish(List<SharedGroup> some) {
        try (PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, some);
        }
    }

    private static Path file(org.apache.hadoop.fs.Path path) {
        return Path.of(path.toUri().getPath());
    }
}

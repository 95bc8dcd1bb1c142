package org.waggle.common.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.recipe.TrustRecipe;

/** Jobs and nodes that sign with one key, and a job that signs with another than before. */
class SharedKeyTest {
    @TempDir
    private Path local;

    private Meeting meeting;

    @BeforeEach
    void meet() {
        meeting = new Meeting(local);
    }

    @Test
    void jobsOfOneKeyHearEachOtherAndNotThemselves() {
        try (PeerFolder one = meeting.join(meeting.member("ada", "one", "policy"), meeting.meet());
                PeerFolder two = meeting.join(meeting.member("ada", "two", "policy"), meeting.meet())) {
            one.publish(1, Meeting.groups(1, 0, 2));
            meeting.nowMillis += 1;
            two.publish(1, Meeting.groups(1, 10, 3));

            assertThat(groups(one)).containsExactlyInAnyOrderElementsOf(Meeting.groups(1, 10, 3));
            assertThat(groups(two)).containsExactlyInAnyOrderElementsOf(Meeting.groups(1, 0, 2));
        }
    }

    @Test
    void aRunWithANewKeyDoesNotDrawWhatItSaidItself() {
        try (PeerFolder before = meeting.join(meeting.member("ada", "one", "policy"), meeting.meet())) {
            before.publish(1, Meeting.groups(1, 0, 2));
        }
        try (PeerFolder after = meeting.join(meeting.member("bob", "one", "policy"), meeting.meet())) {
            assertThat(groups(after)).isEmpty();
            after.publish(1, Meeting.groups(1, 0, 2));
            assertThat(meeting.files()).hasSize(1);
        }
    }

    @Test
    void nodesOfOneRunHearEachOtherWhoeverIsOnTheList() {
        Meet choosy = meeting.meet(
                new TrustRecipe.Keys(List.of(meeting.identity("bob").key().hex())),
                Meeting.LIMITS,
                Meet.Unverifiable.REFUSE,
                "");
        try (PeerFolder left = meeting.join(meeting.member("ada", "run", "left"), choosy);
                PeerFolder right = meeting.join(meeting.member("ada", "run", "right"), choosy)) {
            List<SharedGroup> said = Meeting.groups(1, 0, 2).stream()
                    .map(group -> group.from("left"))
                    .toList();
            left.publish(1, said);
            assertThat(groups(left)).isEmpty();
            assertThat(groups(right)).containsExactlyInAnyOrderElementsOf(said);
        }
    }

    @Test
    void noJobMutesItsOwnKey() {
        try (PeerFolder one = meeting.join(meeting.member("ada", "one", "policy"), meeting.meet());
                PeerFolder two = meeting.join(meeting.member("ada", "two", "policy"), meeting.meet())) {
            one.publish(1, Meeting.groups(1, 0, 8));
            Drawn drawn = two.draw(1, new Seed(1), 8);
            TreeMap<Integer, Rejection> unusable = new TreeMap<>();
            for (int place = 0; place < 8; place++) {
                unusable.put(place, Rejection.NOT_ENCODABLE);
            }
            PeerFolder.Settled settled = two.settle(1, drawn, new Drawn.Use(8, unusable, List.of(), 0));
            assertThat(settled.rejected()).isEqualTo(Map.of(Rejection.NOT_ENCODABLE, 8));
            assertThat(settled.muted()).isZero();
            assertThat(settled.lines()).isEmpty();

            meeting.nowMillis += 1;
            one.publish(2, Meeting.groups(2, 20, 2));
            assertThat(two.draw(2, new Seed(1), 8).groups()).hasSize(2);
        }
    }

    private static List<SharedGroup> groups(PeerFolder job) {
        return Meeting.groups(job.draw(1, new Seed(1), 9));
    }
}

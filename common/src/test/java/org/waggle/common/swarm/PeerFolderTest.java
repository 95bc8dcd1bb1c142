package org.waggle.common.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.recipe.TrustRecipe;

class PeerFolderTest {
    @TempDir
    private Path local;

    private Meeting meeting;

    @BeforeEach
    void meet() {
        meeting = new Meeting(local);
    }

    @Test
    void groupsOfOthersComeAsTheyWerePublished() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            // The disk's clock is the real one.
            assertThat(ada.publish(1, Meeting.groups(1, 0, 3)))
                    .singleElement()
                    .asString()
                    .startsWith("This machine's clock says 2024-03-01T12:02:00Z where file:")
                    .endsWith(": peers will refuse what it publishes");
            bob.publish(5, Meeting.groups(5, 100, 2));

            assertThat(Meeting.groups(bob.draw(6, new Seed(1), 10)))
                    .containsExactlyInAnyOrderElementsOf(Meeting.groups(1, 0, 3));
            Drawn drawn = ada.draw(2, new Seed(1), 10);
            assertThat(Meeting.groups(drawn)).containsExactlyInAnyOrderElementsOf(Meeting.groups(5, 100, 2));
            assertThat(drawn.groups().get(0).source().peer())
                    .isEqualTo(meeting.identity("bob").key().fingerprint());
            assertThat(drawn.refused()).isEmpty();
        }
    }

    @Test
    void whatWasLookedAtIsNotDrawnAgainAndTheRestIs() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, Meeting.groups(1, 0, 5));

            Drawn first = ada.draw(1, new Seed(1), 4);
            ada.settle(1, first, Drawn.Use.all(2, 0));
            Drawn second = ada.draw(2, new Seed(2), 10);

            Set<SharedGroup> looked = new HashSet<>(Meeting.groups(first).subList(0, 2));
            assertThat(first.groups()).hasSize(4);
            assertThat(second.groups()).hasSize(3);
            assertThat(Meeting.groups(second)).doesNotContainAnyElementsOf(looked);
        }
    }

    @Test
    void newGroupsAreFoundAmongManyThatAreKnown() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            for (int round = 1; round <= 12; round++) {
                bob.publish(round, Meeting.groups(round, 20 * round, 16));
                meeting.nowMillis += 1_000;
            }
            // Each look gives at least 64 offers, or all there are: 192 in three.
            for (int round = 1; round <= 3; round++) {
                Drawn drawn = ada.draw(round, new Seed(round), 64);
                assertThat(drawn.groups()).hasSize(64);
                ada.settle(round, drawn, Drawn.Use.all(64, 0));
            }
            assertThat(ada.draw(4, new Seed(4), 64).groups()).isEmpty();
            bob.publish(13, Meeting.groups(13, 500, 2));
            for (int seed = 0; seed < 20; seed++) {
                assertThat(ada.draw(4, new Seed(seed), 4).groups()).hasSize(2);
            }
        }
    }

    @Test
    void staleGroupsAreLeftAndOwnersDeleteThem() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, Meeting.groups(1, 0, 1));
            meeting.nowMillis += 601_000;
            assertThat(ada.draw(1, new Seed(1), 4).groups()).isEmpty();
            bob.publish(2, Meeting.groups(2, 10, 1));
            assertThat(meeting.files()).hasSize(2);
            assertThat(ada.draw(1, new Seed(1), 4).groups()).hasSize(1);

            meeting.nowMillis += 700_000;
            bob.publish(3, Meeting.groups(3, 20, 1));
            assertThat(meeting.files()).hasSize(2);

            meeting.nowMillis += 3 * 86_400_000L;
            try (PeerFolder passerBy = meeting.join("eve")) {
                passerBy.publish(1, Meeting.groups(1, 30, 1));
            }
            assertThat(meeting.files()).hasSize(1);
        }
    }

    @Test
    void aSmallSwarmIsSeenWholeAndEachGroupIsAsLikely() {
        int[] first = new int[24];
        for (int job = 0; job < 8; job++) {
            try (PeerFolder peer = meeting.join("peer-" + job)) {
                peer.publish(1, Meeting.groups(1, 3 * job, 3));
                meeting.nowMillis += 40_000;
            }
        }
        try (PeerFolder ada = meeting.join("ada")) {
            assertThat(ada.draw(1, new Seed(0), 64).groups()).hasSize(24);
            for (int seed = 0; seed < 480; seed++) {
                first[left(ada.draw(1, new Seed(seed), 4))]++;
            }
        }
        // Binomial of 480 draws at 1/24: mean 20, deviation 4.4.
        for (int count : first) {
            assertThat(count).isBetween(3, 40);
        }
    }

    @Test
    void theSameSeedGivesTheSameDraw() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, Meeting.groups(1, 0, 9));
            assertThat(ada.draw(1, new Seed(3), 9)).isEqualTo(ada.draw(1, new Seed(3), 9));
            assertThat(Meeting.groups(ada.draw(1, new Seed(3), 9)))
                    .isNotEqualTo(Meeting.groups(ada.draw(1, new Seed(4), 9)));
        }
    }

    @Test
    void aRoundThatIsMadeAgainDrawsTheSameAndPublishesOnce() {
        Drawn drawn;
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, Meeting.groups(1, 0, 4));
            ada.publish(1, Meeting.groups(1, 50, 2));
            drawn = ada.draw(1, new Seed(1), 4);
            ada.settle(1, drawn, Drawn.Use.all(3, 0));
            bob.publish(2, Meeting.groups(2, 4, 4));
        }
        meeting.nowMillis += 5_000;
        try (PeerFolder again = meeting.join("ada")) {
            again.publish(1, Meeting.groups(1, 50, 2));
            Drawn redrawn = again.draw(1, new Seed(99), 4);
            assertThat(Meeting.groups(redrawn)).isEqualTo(Meeting.groups(drawn).subList(0, 3));
            again.settle(1, redrawn, Drawn.Use.all(3, 0));

            assertThat(meeting.files()).hasSize(3);
            assertThat(Meeting.groups(again.draw(2, new Seed(1), 9)))
                    .hasSize(5)
                    .doesNotContainAnyElementsOf(Meeting.groups(redrawn));
        }
    }

    @Test
    void whatFinishedRoundsSawAndWhomTheyMutedIsRemembered() {
        String peer = meeting.identity("bob").key().fingerprint();
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            for (int round = 1; round <= 5; round++) {
                bob.publish(round, Meeting.groups(round, 10 * round, 1));
                settle(ada, round, -round);
            }
            assertThat(ada.draw(6, new Seed(1), 4).groups()).isEmpty();
            bob.publish(6, Meeting.groups(6, 60, 1));
        }
        try (PeerFolder again = meeting.join("ada", meeting.meet(), 4)) {
            assertThat(settle(again, 5, -5).lines())
                    .containsExactly(
                            "Peer " + peer
                                    + " is not listened to before round 16: its groups had a mean benefit of -1.000 in 4 rounds");
        }
        try (PeerFolder again = meeting.join("ada", meeting.meet(), 5)) {
            assertThat(again.draw(6, new Seed(1), 4).groups()).isEmpty();
            assertThat(again.draw(16, new Seed(1), 4).groups()).hasSize(1);
        }
    }

    private static PeerFolder.Settled settle(PeerFolder folder, int round, double reward) {
        Drawn drawn = folder.draw(round, new Seed(round), 4);
        return folder.settle(round, drawn, Drawn.Use.all(drawn.groups().size(), reward));
    }

    @Test
    void aRunIsReplayedFromItsRecordWithoutTheFolder() {
        List<SharedGroup> drawn;
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, Meeting.groups(1, 0, 4));
            Drawn first = ada.draw(1, new Seed(1), 4);
            ada.settle(1, first, Drawn.Use.all(4, 0));
            drawn = Meeting.groups(first);
        }
        meeting.storage.delete(meeting.swarm());
        meeting.nowMillis += 86_400_000L * 365;
        Meet replaying = meeting.meet(
                new TrustRecipe.Any(),
                Meeting.LIMITS,
                Meet.Unverifiable.REFUSE,
                meeting.exchange("ada").getParent().toString());
        try (PeerFolder later = meeting.join("later", replaying)) {
            later.publish(1, Meeting.groups(1, 50, 2));
            assertThat(Meeting.groups(later.draw(1, new Seed(7), 4))).isEqualTo(drawn);
            assertThat(meeting.storage.exists(meeting.swarm())).isFalse();
            assertThatThrownBy(() -> later.draw(2, new Seed(7), 4))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("it has no record of step 2 of node policy");
        }
    }

    @Test
    void aPeerThatDoesNotHelpIsMutedForAWhileAndSaidSo() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            double[] rewards = {0.5, 1, 0.5, 0.25, 0};
            List<String> lines = List.of();
            for (int round = 1; round <= 5; round++) {
                assertThat(lines).isEmpty();
                bob.publish(round, Meeting.groups(round, 10 * round, 1));
                lines = settle(ada, round, rewards[round - 1]).lines();
            }
            assertThat(lines)
                    .containsExactly(
                            "Peer " + meeting.identity("bob").key().fingerprint()
                                    + " is not listened to before round 16: its groups had a mean benefit of -0.1250 in 4 rounds");
            bob.publish(6, Meeting.groups(6, 60, 2));
            assertThat(ada.draw(15, new Seed(1), 4).groups()).isEmpty();
            assertThat(ada.draw(16, new Seed(1), 4).groups()).hasSize(2);
        }
    }

    @Test
    void whatTheReceiverCannotUseCountsAgainstItsPeer() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, Meeting.groups(1, 0, 4));
            Drawn drawn = ada.draw(1, new Seed(1), 4);
            TreeMap<Integer, Rejection> unusable = new TreeMap<>();
            for (int place = 0; place < 4; place++) {
                unusable.put(place, Rejection.NOT_ENCODABLE);
            }
            PeerFolder.Settled settled = ada.settle(1, drawn, new Drawn.Use(4, unusable, List.of(), 0));
            assertThat(settled.rejected()).isEqualTo(Map.of(Rejection.NOT_ENCODABLE, 4));
            assertThat(settled.muted()).isEqualTo(1);
        }
    }

    @Test
    void onlyTrustedPeersAreRead() {
        Meet choosy = meeting.meet(
                new TrustRecipe.Keys(List.of(meeting.identity("bob").key().hex())),
                Meeting.LIMITS,
                Meet.Unverifiable.REFUSE,
                "");
        try (PeerFolder ada = meeting.join("ada", choosy);
                PeerFolder bob = meeting.join("bob");
                PeerFolder eve = meeting.join("eve")) {
            bob.publish(1, Meeting.groups(1, 0, 2));
            eve.publish(1, Meeting.groups(1, 10, 2));
            Drawn drawn = ada.draw(1, new Seed(1), 9);
            assertThat(Meeting.groups(drawn)).containsExactlyInAnyOrderElementsOf(Meeting.groups(1, 0, 2));
            assertThat(drawn.cost().files()).isEqualTo(1);
        }
    }

    @Test
    void equalContentOfAnotherPeerIsCountedAndUsed() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob");
                PeerFolder eve = meeting.join("eve")) {
            bob.publish(1, Meeting.groups(1, 0, 2));
            eve.publish(1, Meeting.groups(1, 0, 2));
            Drawn drawn = ada.draw(1, new Seed(1), 9);
            assertThat(drawn.groups()).hasSize(4);
            PeerFolder.Settled settled = ada.settle(1, drawn, Drawn.Use.all(4, 0));
            assertThat(settled.duplicates()).isEqualTo(2);
            assertThat(settled.lines()).isEmpty();
        }
    }

    @Test
    void equalContentOfTheSamePeerIsAReplayAlsoAfterAResume() {
        try (PeerFolder ada = meeting.join("ada");
                PeerFolder bob = meeting.join("bob")) {
            bob.publish(1, Meeting.groups(1, 0, 2));
            bob.publish(2, Meeting.groups(2, 0, 2));
            Drawn drawn = ada.draw(1, new Seed(1), 9);
            assertThat(drawn.groups()).hasSize(2);
            assertThat(drawn.rejected()).isEqualTo(Map.of(Rejection.REPLAY, 2));
            ada.settle(1, drawn, Drawn.Use.all(2, 0));
            bob.publish(3, Meeting.groups(3, 0, 2));
        }
        try (PeerFolder again = meeting.join("ada", meeting.meet(), 1)) {
            Drawn drawn = again.draw(2, new Seed(1), 9);
            assertThat(drawn.groups()).isEmpty();
            assertThat(drawn.rejected()).isEqualTo(Map.of(Rejection.REPLAY, 2));
            assertThat(drawn.refused())
                    .allSatisfy(refused -> assertThat(refused.peer())
                            .isEqualTo(meeting.identity("bob").key().fingerprint()));
        }
    }

    @Test
    void aFolderThatCannotBeReachedCostsALine() throws java.io.IOException {
        try (PeerFolder ada = meeting.join("ada")) {
            meeting.storage.delete(meeting.swarm());
            java.nio.file.Files.writeString(Path.of(meeting.swarm().toUri().getPath()), "no folder");
            assertThat(ada.publish(1, Meeting.groups(1, 0, 2)))
                    .singleElement()
                    .asString()
                    .startsWith("Cannot publish groups in this round: Cannot write ");
            Drawn drawn = ada.draw(1, new Seed(1), 4);
            assertThat(drawn.groups()).isEmpty();
        }
    }

    /** The left operand of the first group's sum. */
    private static int left(Drawn drawn) {
        return Integer.parseInt(Meeting.groups(drawn).get(0).problem().id().replaceFirst("\\+.*", ""));
    }

    @Test
    void reasonsHaveNamesForMetrics() {
        assertThat(Rejection.UTF_8.label()).isEqualTo("utf-8");
    }
}

package org.waggle.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.data.StopReason;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Allocator.Allotment;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.selector.All;

class DecisionCheckTest {
    private static final Guarded<All> GUARDED = new Guarded<>("selector Own", new All(), 1);
    private static final GroupId GROUP = new GroupId(12, 0, 1);
    private static final List<GroupSummary> BATCH = List.of(new GroupSummary(
            GROUP, "p", List.of(new SampleSummary(4, 1, new TreeMap<>(), 3, 3, 0, 0, StopReason.LENGTH, 0))));

    private static void assertRefused(Runnable check, String message) {
        assertThatThrownBy(check::run).isInstanceOf(RunException.class).hasMessage("Invalid selector Own: " + message);
    }

    private static void assertPickRefused(Pick pick, String message) {
        assertRefused(() -> DecisionCheck.picks(GUARDED, BATCH, List.of(pick), "step 12, node 0"), message);
    }

    private static void assertRoundRefused(List<Allotment> round, String message) {
        assertRefused(() -> DecisionCheck.allotments(GUARDED, 2, round, "step 12, node 0"), message);
    }

    @Test
    void soundDecisionsPass() {
        List<Pick> picks = List.of(Pick.of(GROUP, 4));
        assertThat(DecisionCheck.picks(GUARDED, BATCH, picks, "")).isEqualTo(picks);
        List<Allotment> round = List.of(new Allotment(1, 3), new Allotment(0, 1));
        assertThat(DecisionCheck.allotments(GUARDED, 2, round, "")).isEqualTo(round);
    }

    @Test
    void onlyWhatWasDrawnCanBePicked() {
        assertPickRefused(
                Pick.of(new GroupId(12, 1, 1), 4),
                "group s000012-n1-g00001 (must be one of the batch; step 12, node 0)");
        assertPickRefused(Pick.of(GROUP, 0), "samples [0] (must be some of [4]; group s000012-n0-g00001)");
        assertPickRefused(
                new Pick(GROUP, new int[0], 1, 1), "samples [] (must be some of [4]; group s000012-n0-g00001)");
    }

    @Test
    void weightsAndLabelsAreFinite() {
        assertPickRefused(
                new Pick(GROUP, new int[] {4}, Double.NaN, 1), "weight NaN (must be finite; group s000012-n0-g00001)");
        assertPickRefused(
                new Pick(GROUP, new int[] {4}, 1, Double.POSITIVE_INFINITY),
                "label Infinity (must be finite; group s000012-n0-g00001)");
    }

    @Test
    void aRoundNamesProblemsOfTheStepOnce() {
        assertRoundRefused(List.of(new Allotment(2, 1)), "problem 2 (must be from 0 to 1; step 12, node 0)");
        assertRoundRefused(List.of(new Allotment(1, 0)), "0 samples (must be >= 1; step 12, node 0, problem 1)");
        assertRoundRefused(
                List.of(new Allotment(1, 1), new Allotment(1, 2)),
                "[Allotment[problem=1, samples=1], Allotment[problem=1, samples=2]]"
                        + " (must name a problem once a round; step 12, node 0)");
    }
}

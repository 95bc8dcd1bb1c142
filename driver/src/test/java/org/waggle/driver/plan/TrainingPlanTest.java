package org.waggle.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.data.Seed;
import org.waggle.common.data.StopReason;
import org.waggle.common.failure.RunException;

class TrainingPlanTest {
    private static final Seed SEED = new Seed(1);
    private static final TrainingPlan.Cut CUT = new TrainingPlan.Cut(1, 1, 1, 2, 8);

    private static SampleSummary sample(int index, int tokens, int trainedTokens) {
        return new SampleSummary(index, 0, new TreeMap<>(), tokens, trainedTokens, 0, 0, StopReason.LENGTH, 0);
    }

    private static GroupSummary group(int ordinal, SampleSummary... samples) {
        return new GroupSummary(new GroupId(1, 0, ordinal), "p" + ordinal, List.of(samples));
    }

    @Test
    void theNormaliserCountsOnlyTokensThatCountInTheLoss() {
        GroupSummary first = group(0, sample(0, 5, 2), sample(1, 4, 4));
        GroupSummary second = group(1, sample(0, 3, 0));
        List<Pick> picks = List.of(Pick.of(first.id(), 0), Pick.of(first.id(), 1), Pick.of(second.id(), 0));
        assertThat(TrainingPlan.of(picks, List.of(first, second), CUT, SEED).totals())
                .containsExactly(new BatchTotals(3, 3, 6, 8));
    }

    @Test
    void lanesAreDealtByWhatIsComputed() {
        // 9 computed tokens (1 counts) against 2 + 3: the long group has a lane to itself.
        GroupSummary longest = group(0, sample(0, 9, 1));
        GroupSummary shorter = group(1, sample(0, 3, 3));
        GroupSummary shortest = group(2, sample(0, 2, 2));
        List<GroupSummary> batch = List.of(longest, shorter, shortest);
        TrainingPlan plan = TrainingPlan.of(
                batch.stream().map(group -> Pick.of(group.id(), 0)).toList(), batch, CUT, SEED);
        assertThat(plan.places().values())
                .extracting(places -> places.get(0).lane())
                .containsExactly(0, 1, 1);
    }

    @Test
    void picksOfWhatWasNotDrawnAreRefused() {
        GroupSummary group = group(0, sample(3, 5, 5));
        assertThatThrownBy(() -> TrainingPlan.of(List.of(Pick.of(group.id(), 0)), List.of(group), CUT, SEED))
                .isInstanceOf(RunException.class)
                .hasMessage("Invalid sample: 0 (must be one of the 1 samples of group s000001-n0-g00000)");
        assertThatThrownBy(() -> TrainingPlan.of(List.of(Pick.of(group.id(), 3)), List.of(), CUT, SEED))
                .isInstanceOf(RunException.class)
                .hasMessage("Invalid pick: group s000001-n0-g00000 (must be one of the batch)");
    }
}

package org.waggle.executor.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Pick;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.OffPolicyRecipe;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.SequenceAdvantage;
import org.waggle.executor.Examples;
import org.waggle.executor.advantage.GroupMean;
import org.waggle.executor.advantage.LeaveOneOut;
import org.waggle.executor.exchange.External;
import org.waggle.executor.guard.Guarded;

class ItemWorkerTest {
    private static final AdvantageEstimator PLUS = (SequenceAdvantage) rewards -> rewards;
    private static final AdvantageEstimator MINUS =
            (SequenceAdvantage) rewards -> new double[] {-rewards[0], -rewards[1]};
    private static final External EXTERNAL = new External(new OffPolicyRecipe.None());
    private static final ItemWorker WORKER = new ItemWorker(List.of(guarded(PLUS), guarded(MINUS)), EXTERNAL);

    private static Guarded<AdvantageEstimator> guarded(AdvantageEstimator estimator) {
        return new Guarded<>("advantage Test", estimator, 10);
    }

    /** Samples 4 and 5 of a problem, as a second round draws them, with rewards 1 and 3. */
    private static ScoredGroup group(int node) {
        ScoredGroup scored = Examples.scored(1, 3);
        Group group = scored.group();
        return new ScoredGroup(
                new Group(
                        new GroupId(1, node, 0),
                        group.problem(),
                        group.promptTokens(),
                        0,
                        group.settings(),
                        List.of(Examples.completion(4, "2"), Examples.completion(5, "2"))),
                scored.channels(),
                scored.rewards());
    }

    @Test
    void everyNodeHasAnEstimatorFittedToItsOwnBatch() {
        assertThat(WORKER.advantages(group(0))[1]).containsOnly(3);
        assertThat(WORKER.advantages(group(1))[1]).containsOnly(-3);
    }

    @Test
    void droppedCompletionsHaveNoAdvantageAndAreNoOthersBaseline() {
        AdvantageEstimator mean = new GroupMean(GroupMean.Deviation.NONE, 1e-4);
        float[][] advantages =
                new ItemWorker(List.of(guarded(mean)), EXTERNAL).advantages(Examples.scored(1, Double.NaN, 3));
        // The mean of 1 and 3 is 2.
        assertThat(advantages[0]).containsOnly(-1);
        assertThat(advantages[1]).isEmpty();
        assertThat(advantages[2]).containsOnly(1);
    }

    @Test
    void whatIsLeftOfAGroupMayBeTooLittleToCompare() {
        AdvantageEstimator comparing = new LeaveOneOut();
        float[][] advantages =
                new ItemWorker(List.of(guarded(comparing)), EXTERNAL).advantages(Examples.scored(1, Double.NaN));
        assertThat(advantages[0]).isEmpty();
        assertThat(advantages[1]).isEmpty();
    }

    @Test
    void samplesAreFoundByTheirIndexWhereverTheyLie() {
        ScoredGroup group = group(0);
        TrainingItem item = WORKER.item(group, Pick.of(group.group().id(), 5), WORKER.advantages(group));
        assertThat(item.sequences().get(0).tokens()).hasSize(6);
        assertThat(item.sequences().get(0).advantage()).hasSize(6).containsOnly(3);
    }

    @Test
    void aSampleThatWasNotDrawnIsRefused() {
        ScoredGroup group = group(0);
        float[][] advantages = WORKER.advantages(group);
        assertThatThrownBy(() -> WORKER.item(group, Pick.of(group.group().id(), 1), advantages))
                .isInstanceOf(RunException.class)
                .hasMessage("Invalid sample: 1 (must be one of the 2 samples of group s000001-n0-g00000)");
    }
}

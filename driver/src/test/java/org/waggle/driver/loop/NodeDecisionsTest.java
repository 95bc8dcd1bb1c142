package org.waggle.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Seed;
import org.waggle.common.data.StopReason;
import org.waggle.common.recipe.CorrectionRecipe;
import org.waggle.common.recipe.FailedReward;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.recipe.ReferenceRecipe;
import org.waggle.common.recipe.ScheduleRecipe;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.Batch;
import org.waggle.common.spi.Draw;
import org.waggle.common.spi.Selector;
import org.waggle.common.spi.StepContext;
import org.waggle.driver.plan.Step;
import org.waggle.executor.composer.WeightedSum;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.objective.CrossEntropy;
import org.waggle.executor.rollout.RolloutRequest;
import org.waggle.executor.sampler.PlainSampler;
import org.waggle.executor.task.Addition;

class NodeDecisionsTest {
    private static final Seed SEED = new Seed(7);

    /** What the components of a test were asked with. */
    private final List<StepContext> contexts = new ArrayList<>();

    private final List<List<GroupSummary>> batches = new ArrayList<>();

    /** Node 0 draws once; node 1 draws again for a problem whose best reward is 0. */
    private final Allocator untilSolved = (problems, drawn, context) -> {
        contexts.add(context);
        if (drawn.isEmpty()) {
            return List.of(new Allocator.Allotment(0, 2), new Allocator.Allotment(1, 2));
        }
        return drawn.get(drawn.size() - 1).stream()
                .filter(group -> group.rewards()[0] == 0)
                .map(group -> new Allocator.Allotment(group.id().ordinal(), 3))
                .toList();
    };

    private final Selector first = (batch, context) -> {
        contexts.add(context);
        batches.add(batch);
        return List.of(Pick.of(batch.get(0).id(), 0));
    };

    private NodeDecisions decisions() {
        return decisions(List.of());
    }

    /** Where node 1 may be frozen. */
    private NodeDecisions decisions(List<String> frozen) {
        Reinforcement phase = new Reinforcement(
                "rl",
                "policy",
                4,
                2,
                untilSolved,
                new PlainSampler(new SamplingSettings(1, 0, 1, 0, 8)),
                new WeightedSum(Map.of("exact", 1.0)),
                FailedReward.DROP,
                new Size(0),
                first,
                1,
                1,
                new CrossEntropy(),
                new ReferenceRecipe.None(),
                new CorrectionRecipe.None(),
                new OptimizerRecipe(
                        1e-3, 0.9, 0.95, 1e-8, 0, 1, new ScheduleRecipe(ScheduleRecipe.Shape.CONSTANT, 0, 0)),
                0);
        List<NodeRecipe> nodes = List.of(node(List.of()), node(frozen));
        List<Draw.Shares> shares = List.of(new Draw.Shares(2, 0), new Draw.Shares(2, 0));
        return new NodeDecisions(new Step(12, phase, 2, 100), phase, nodes, shares, SEED, 10);
    }

    private static NodeRecipe node(List<String> frozenIn) {
        return new NodeRecipe(
                "policy", 1, new Addition(0, 9, 9, "{a}+{b}=", 10, 0), Map.of(), Map.of(), frozenIn, List.of());
    }

    private static GroupSummary group(int node, int ordinal, double reward) {
        SampleSummary sample = new SampleSummary(0, reward, new TreeMap<>(), 3, 3, 0, 0, StopReason.LENGTH, 0);
        return new GroupSummary(new GroupId(12, node, ordinal), "p" + ordinal, List.of(sample, sample));
    }

    private static final List<GroupSummary> ROUND =
            List.of(group(0, 0, 1), group(0, 1, 1), group(1, 0, 1), group(1, 1, 0));

    @Test
    void aFrozenNodeDrawsAndTrainsOnNothing() {
        assertThat(decisions(List.of("rl")).next(List.of())).hasSize(4);
        assertThat(decisions(List.of("rl")).picks(ROUND))
                .allSatisfy(pick -> assertThat(pick.group().node()).isZero());
    }

    @Test
    void everyNodeDrawsOnByItself() {
        NodeDecisions decisions = decisions();
        assertThat(decisions.next(List.of()))
                .containsExactly(
                        new RolloutRequest(new GroupId(12, 0, 0), 100, 0, 2, 0),
                        new RolloutRequest(new GroupId(12, 0, 1), 101, 0, 2, 0),
                        new RolloutRequest(new GroupId(12, 1, 0), 100, 0, 2, 0),
                        new RolloutRequest(new GroupId(12, 1, 1), 101, 0, 2, 0));
        // Only node 1 failed at a problem; its samples 0 and 1 are there.
        assertThat(decisions.next(List.of(ROUND)))
                .containsExactly(new RolloutRequest(new GroupId(12, 1, 1), 101, 2, 3, 1));
    }

    @Test
    void aNodeThatHadEnoughIsNotAskedAgain() {
        assertThat(decisions().next(List.of(ROUND, List.of(group(1, 1, 1))))).isEmpty();
        assertThat(contexts)
                .containsExactly(
                        new StepContext(2, 4, SEED.at("allocate").at(12).at(1).at(2)));
    }

    @Test
    void selectorsSeeOneNodesGroups() {
        assertThat(decisions().picks(ROUND))
                .extracting(Pick::group)
                .containsExactly(new GroupId(12, 0, 0), new GroupId(12, 1, 0));
        assertThat(batches).containsExactly(ROUND.subList(0, 2), ROUND.subList(2, 4));
        assertThat(contexts)
                .containsExactly(
                        new StepContext(2, 4, SEED.at("select").at(12).at(0)),
                        new StepContext(2, 4, SEED.at("select").at(12).at(1)));
    }

    @Test
    void droppedSamplesWereDrawnAndLeaveGroupsThatMayBeTooSmall() {
        GroupSummary one = new GroupSummary(
                new GroupId(12, 1, 1), "p1", group(1, 1, 0).samples().subList(0, 1), 3);
        // Four were drawn, so the next one has index 4.
        assertThat(decisions().next(List.of(List.of(group(0, 0, 1), one))))
                .containsExactly(new RolloutRequest(new GroupId(12, 1, 1), 101, 4, 3, 1));
        decisions().picks(List.of(group(0, 0, 1), one, group(1, 0, 1)));
        assertThat(batches).containsExactly(List.of(group(0, 0, 1)), List.of(group(1, 0, 1)));
    }

    @Test
    void estimatorsAreFittedToOneNodesGroups() {
        assertThat(decisions().estimators(node -> new Groups(ROUND.subList(node, 2))))
                .extracting(Guarded::component)
                .containsExactly(new Size(2), new Size(1));
    }

    /** Knows how many groups it was fitted to. */
    private record Size(int groups) implements AdvantageEstimator {
        @Override
        public float[][] estimate(ScoredGroup group) {
            return new float[group.group().size()][1];
        }

        @Override
        public int smallestGroup() {
            return 2;
        }

        @Override
        public AdvantageEstimator fittedTo(Batch batch, StepContext context) {
            return new Size(batch.groups().size());
        }
    }

    private record Groups(List<GroupSummary> groups) implements Batch {
        @Override
        public double entropyQuantile(double share) {
            return share;
        }
    }
}

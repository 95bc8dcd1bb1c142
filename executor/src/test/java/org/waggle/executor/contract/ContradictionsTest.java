package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.AdapterRecipe;
import org.waggle.common.recipe.CheckpointRecipe;
import org.waggle.common.recipe.CorrectionRecipe;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.common.recipe.ExchangeRecipe;
import org.waggle.common.recipe.FailedReward;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.common.recipe.ModelRecipe;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.PlacementRecipe;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.ReferenceRecipe;
import org.waggle.common.recipe.ReferenceRecipe.Initial;
import org.waggle.common.recipe.ReferenceRecipe.None;
import org.waggle.common.recipe.ScheduleRecipe;
import org.waggle.common.recipe.ScheduledRecipe;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.Selector;
import org.waggle.common.spi.Task;
import org.waggle.executor.Examples;
import org.waggle.executor.advantage.LeaveOneOut;
import org.waggle.executor.advantage.NoAdvantage;
import org.waggle.executor.allocator.Fixed;
import org.waggle.executor.composer.WeightedSum;
import org.waggle.executor.evaluator.PassAtK;
import org.waggle.executor.objective.Aggregation;
import org.waggle.executor.objective.ClippedRatio;
import org.waggle.executor.objective.CrossEntropy;
import org.waggle.executor.objective.Dpo;
import org.waggle.executor.objective.Slic;
import org.waggle.executor.reward.ExactMatch;
import org.waggle.executor.sampler.PlainSampler;
import org.waggle.executor.selector.All;
import org.waggle.executor.selector.BestAndWorst;
import org.waggle.executor.task.Addition;
import org.waggle.executor.task.RandomCalculation;

/** Built-in components that don't go together are found before a run starts. */
class ContradictionsTest {
    private static final OptimizerRecipe OPTIMIZER =
            new OptimizerRecipe(1e-3, 0.9, 0.95, 1e-8, 0, 1, new ScheduleRecipe(ScheduleRecipe.Shape.CONSTANT, 0, 0));

    private static List<String> problems(int groupSize, String weighted, String channel, double klCoefficient) {
        PhaseRecipe phase = new PhaseRecipe.Reinforcement(
                "rl",
                "policy",
                1,
                1,
                new Fixed(groupSize),
                new PlainSampler(Examples.SAMPLING),
                new WeightedSum(Map.of(weighted, 1.0)),
                FailedReward.STOP,
                new LeaveOneOut(),
                new All(),
                1,
                1,
                new ClippedRatio(Aggregation.TOKEN_MEAN, 0.2, 0.2, klCoefficient),
                new ReferenceRecipe.None(),
                new CorrectionRecipe.None(),
                OPTIMIZER,
                0);
        return problems(phase, new Addition(0, 9, 9, "{a}+{b}=", 10, 0), channel);
    }

    private static List<String> problems(PhaseRecipe phase, Task task, String channel) {
        return new Recipe(
                        "run",
                        1,
                        Map.of(
                                "policy",
                                new ModelRecipe.Pretrained(
                                        "folder", new PromptRecipe.Plain(), new AdapterRecipe.None())),
                        task,
                        Map.of("exact", new ExactMatch()),
                        Map.of("held-out", new PassAtK(10, 1, List.of(1), channel, 1, Examples.SAMPLING)),
                        new EngineRecipe(
                                1,
                                1,
                                1,
                                1,
                                1,
                                GradientTransport.FLOAT32,
                                4,
                                1,
                                false,
                                1,
                                Precision.FLOAT32,
                                1,
                                PlacementRecipe.AUTO),
                        new CheckpointRecipe(1, 1, "", 0),
                        Map.of(),
                        new ExchangeRecipe.None(),
                        new ScheduledRecipe.None(),
                        List.of(phase))
                .contradictions();
    }

    @Test
    void aSoundRecipeHasNone() {
        assertThat(problems(2, "exact", "exact", 0)).isEmpty();
    }

    @Test
    void allAreToldTogether() {
        assertThat(problems(1, "exakt", "right", 0.1))
                .containsExactlyInAnyOrder(
                        "Invalid phases.rl.allocator: groups of 1 (must be >= 2: the advantage compares the completions of a problem)",
                        "Invalid phases.rl.composer: weights of [exakt] (must be of every reward and no other: [exact])",
                        "Invalid phases.rl.reference: none (must not be none: the objective needs a reference policy)",
                        "Invalid evaluators.held-out: channel right (must be one of the rewards [exact])");
    }

    @Test
    void pairsGoWithObjectivesAndTasksThatKnowThem() {
        Addition sums = new Addition(0, 9, 9, "{a}+{b}=", 10, 0);
        RandomCalculation calculations = new RandomCalculation(1, 2, "{expression}=", 100);
        Initial initial = new Initial();
        None none = new None();
        assertThat(problems(pairs(new Dpo(0.1), initial), sums, "exact")).isEmpty();
        assertThat(problems(pairs(new Slic(1), none), sums, "exact")).isEmpty();
        assertThat(problems(pairs(new CrossEntropy(), none), calculations, "exact"))
                .containsExactlyInAnyOrder(
                        "Invalid phases.pairs.objective: takes completions one by one (must compare pairs)",
                        "Invalid phases.pairs: pairs (must have a task with preferences)");
        assertThat(problems(pairs(new Dpo(0.1), none), sums, "exact"))
                .containsExactly(
                        "Invalid phases.pairs.reference: none (must not be none: the objective needs a reference policy)");
        assertThat(problems(
                        new PhaseRecipe.Supervised("sft", "policy", 1, 1, new Slic(1), OPTIMIZER, 0), sums, "exact"))
                .containsExactly("Invalid phases.sft.objective: compares pairs (must take demonstrations one by one)");
    }

    private static PhaseRecipe pairs(Objective objective, ReferenceRecipe reference) {
        return new PhaseRecipe.Pairs("pairs", "policy", 1, 1, objective, reference, OPTIMIZER, 0);
    }

    @Test
    void anObjectiveThatComparesWantsASelectorOfPairs() {
        assertThat(problems(rl(new All()), new Addition(0, 9, 9, "{a}+{b}=", 10, 0), "exact"))
                .containsExactly(
                        "Invalid phases.rl.selector: picks no pairs (must pick pairs: the objective compares them)");
        assertThat(problems(rl(new BestAndWorst(0.5)), new Addition(0, 9, 9, "{a}+{b}=", 10, 0), "exact"))
                .isEmpty();
    }

    @Test
    void aCorrectionWantsOneUpdateAStep() {
        PhaseRecipe phase = rl(new All(), new ClippedRatio(Aggregation.TOKEN_MEAN, 0.2, 0.2, 0), 2);
        assertThat(problems(phase, new Addition(0, 9, 9, "{a}+{b}=", 10, 0), "exact"))
                .containsExactly(
                        "Invalid phases.rl.correction: truncated (must be none with 2 updates a step: their ratios are to the sampler's own probabilities)");
    }

    private static PhaseRecipe rl(Selector selector) {
        return rl(selector, new Slic(1), 1);
    }

    private static PhaseRecipe rl(Selector selector, Objective objective, int epochs) {
        return new PhaseRecipe.Reinforcement(
                "rl",
                "policy",
                1,
                1,
                new Fixed(2),
                new PlainSampler(Examples.SAMPLING),
                new WeightedSum(Map.of("exact", 1.0)),
                FailedReward.STOP,
                new NoAdvantage(),
                selector,
                epochs,
                1,
                objective,
                new None(),
                epochs == 1 ? new CorrectionRecipe.None() : new CorrectionRecipe.Truncated(2),
                OPTIMIZER,
                0);
    }
}

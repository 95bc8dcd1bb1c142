package org.waggle.common.recipe;

import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.Component;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.Sampler;
import org.waggle.common.spi.Selector;

/** One phase of a run: which model it trains, on what, with which components. */
public interface PhaseRecipe extends Component {
    /** Name of the phase in metrics and progress. */
    String name();

    /** Name of the model that it trains. */
    String model();

    /** Number of steps. */
    int steps();

    /** Optimizer updates of one step. */
    int updatesPerStep();

    /** Training problems that one step takes. */
    int problemsPerStep();

    /** Loss that it descends. */
    Objective objective();

    /** Policy that the objective compares with; {@code none} where a phase has no such key. */
    default ReferenceRecipe reference() {
        return new ReferenceRecipe.None();
    }

    /** What is done about the gap to the sampler; {@code none} where a phase has no such key. */
    default CorrectionRecipe correction() {
        return new CorrectionRecipe.None();
    }

    /** How updates are made. */
    OptimizerRecipe optimizer();

    /** Steps between evaluations; the last step is always evaluated, and 0 evaluates only there. */
    int evaluateEvery();

    /** Contradictions with the rest of the recipe, one sentence each. */
    default List<String> contradictions(Recipe recipe) {
        List<String> found = new ArrayList<>();
        if (!recipe.models().containsKey(model())) {
            found.add("Invalid phases.%s.model: %s (must be one of %s)"
                    .formatted(name(), model(), recipe.models().keySet()));
        }
        ModelRecipe trained = recipe.models().get(model());
        if (reference() instanceof ReferenceRecipe.Base
                && trained != null
                && trained.adapter() instanceof AdapterRecipe.None) {
            found.add("Invalid phases.%s.reference: base (must have a model with an adapter)".formatted(name()));
        }
        if (objective().usesReference() == reference() instanceof ReferenceRecipe.None) {
            found.add("Invalid phases.%s.reference: %s (must %s: the objective %s a reference policy)"
                    .formatted(
                            name(),
                            Names.kebab(reference().getClass().getSimpleName()),
                            objective().usesReference() ? "not be none" : "be none",
                            objective().usesReference() ? "needs" : "doesn't use"));
        }
        return found;
    }

    private static void checkTimes(int steps, int evaluateEvery) {
        Check.that(steps >= 1, "steps", steps, "must be >= 1");
        Check.that(evaluateEvery >= 0, "evaluate-every", evaluateEvery, "must be >= 0");
    }

    /** A phase whose steps are one update each, on a batch of what the task has. */
    interface Batches extends PhaseRecipe {
        /** Demonstrations or pairs of one step. */
        int batchSize();

        @Override
        default int updatesPerStep() {
            return 1;
        }

        @Override
        default int problemsPerStep() {
            return batchSize();
        }

        private static void check(int steps, int batchSize, int evaluateEvery) {
            checkTimes(steps, evaluateEvery);
            Check.that(batchSize >= 1, "batch-size", batchSize, "must be >= 1");
        }
    }

    /** Supervised training on the task's demonstrations. */
    @Doc("Supervised training on the task's demonstrations.")
    record Supervised(
            @Doc("Name of the phase in metrics and progress.")
            String name,

            @Doc("Name of the model that is trained.") String model,
            @Doc("Number of steps, one update each.") int steps,
            @Doc("Demonstrations of one step.") int batchSize,
            @Doc("Loss that is descended.") Objective objective,
            @Doc("How updates are made.") OptimizerRecipe optimizer,

            @Doc("Steps between evaluations; 0 evaluates at the end only.")
            int evaluateEvery)
            implements Batches {
        /** Checks every range. */
        public Supervised {
            Batches.check(steps, batchSize, evaluateEvery);
        }

        @Override
        public List<String> contradictions(Recipe recipe) {
            List<String> found = Batches.super.contradictions(recipe);
            if (objective.comparesPairs()) {
                found.add("Invalid phases.%s.objective: compares pairs (must take demonstrations one by one)"
                        .formatted(name));
            }
            if (!recipe.task().hasDemonstrations()) {
                found.add("Invalid phases.%s: sft (the task has no demonstrations to learn from)".formatted(name));
            }
            return found;
        }
    }

    /** Training on pairs of completions that the task prefers one of. */
    @Doc("Training on the task's preferences: pairs of a better and a worse completion.")
    record Pairs(
            @Doc("Name of the phase in metrics and progress.")
            String name,

            @Doc("Name of the model that is trained.") String model,
            @Doc("Number of steps, one update each.") int steps,
            @Doc("Pairs of one step.") int batchSize,

            @Doc("Loss that is descended; one that compares pairs.")
            Objective objective,

            @Doc("Policy that the objective compares with.") ReferenceRecipe reference,
            @Doc("How updates are made.") OptimizerRecipe optimizer,

            @Doc("Steps between evaluations; 0 evaluates at the end only.")
            int evaluateEvery)
            implements Batches {
        /** Checks every range. */
        public Pairs {
            Batches.check(steps, batchSize, evaluateEvery);
        }

        @Override
        public List<String> contradictions(Recipe recipe) {
            List<String> found = Batches.super.contradictions(recipe);
            if (!objective.comparesPairs()) {
                found.add("Invalid phases.%s.objective: takes completions one by one (must compare pairs)"
                        .formatted(name));
            }
            if (!recipe.task().hasPreferences()) {
                found.add("Invalid phases.%s: pairs (must have a task with preferences)".formatted(name));
            }
            return found;
        }
    }

    /** Reinforcement learning: rollout, reward, advantage, selection, update. */
    @Doc("Reinforcement learning: rollouts are scored, given advantages, selected and trained on.")
    record Reinforcement(
            @Doc("Name of the phase in metrics and progress.")
            String name,

            @Doc("Name of the model that is trained.") String model,

            @Doc("Number of steps: rollouts with the updates that they feed.")
            int steps,

            @Doc("Problems of one step.") int problems,
            @Doc("How many completions each problem gets.") Allocator allocator,
            @Doc("How completions are sampled.") Sampler sampler,

            @Doc("How the reward channels become one reward.")
            Composer composer,

            @Doc(
                    "What a reward that fails on a completion means: stop ends the run, drop leaves the completion out, with the reason in the table and reward/dropped in the metrics.")
            FailedReward failedRewards,

            @Doc("How rewards become advantages.") AdvantageEstimator advantage,
            @Doc("Which completions are trained on.") Selector selector,
            @Doc("Passes over the selected completions.") int epochs,
            @Doc("Updates of one pass.") int miniBatches,
            @Doc("Loss that is descended.") Objective objective,

            @Doc("Policy that the objective compares with, such as for a KL penalty.")
            ReferenceRecipe reference,

            @Doc("What is done about the sampler's probabilities being slightly other than the trainer's.")
            CorrectionRecipe correction,

            @Doc("How updates are made.") OptimizerRecipe optimizer,

            @Doc("Steps between evaluations; 0 evaluates at the end only.")
            int evaluateEvery)
            implements PhaseRecipe {
        /** Checks every range. */
        public Reinforcement {
            checkTimes(steps, evaluateEvery);
            Check.that(problems >= 1, "problems", problems, "must be >= 1");
            Check.that(epochs >= 1, "epochs", epochs, "must be >= 1");
            Check.that(miniBatches >= 1, "mini-batches", miniBatches, "must be >= 1");
        }

        @Override
        public int updatesPerStep() {
            return epochs * miniBatches;
        }

        @Override
        public int problemsPerStep() {
            return problems;
        }

        @Override
        public List<String> contradictions(Recipe recipe) {
            List<String> found = PhaseRecipe.super.contradictions(recipe);
            if (miniBatches > problems) {
                found.add("Invalid phases.%s.mini-batches: %d (must be at most its %d problems: a group stays whole)"
                        .formatted(name, miniBatches, problems));
            }
            if (objective.comparesPairs() && !selector.picksPairs()) {
                found.add("Invalid phases.%s.selector: picks no pairs (must pick pairs: the objective compares them)"
                        .formatted(name));
            }
            if (recipe.rewards().isEmpty()) {
                found.add("Missing value: rewards (phase %s needs at least one)".formatted(name));
            }
            String objection = composer.objection(recipe.rewards().keySet());
            if (!objection.isEmpty()) {
                found.add("Invalid phases.%s.composer: %s".formatted(name, objection));
            }
            if (updatesPerStep() > 1 && !(correction instanceof CorrectionRecipe.None)) {
                found.add(
                        "Invalid phases.%s.correction: %s (must be none with %d updates a step: their ratios are to the sampler's own probabilities)"
                                .formatted(
                                        name, Names.kebab(correction.getClass().getSimpleName()), updatesPerStep()));
            }
            int groupSize = allocator.sizeOfEveryGroup().orElse(Integer.MAX_VALUE);
            if (groupSize < advantage.smallestGroup()) {
                found.add(
                        "Invalid phases.%s.allocator: groups of %d (must be >= %d: the advantage compares the completions of a problem)"
                                .formatted(name, groupSize, advantage.smallestGroup()));
            }
            return found;
        }
    }
}

package org.waggle.driver.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.ModelRecipe.RandomLlama;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.common.recipe.Objection;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.PhaseRecipe.Pairs;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.recipe.PhaseRecipe.Supervised;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.spi.Task;
import org.waggle.executor.gradient.DemonstrationWorker;
import org.waggle.executor.gradient.ItemMaker;
import org.waggle.executor.gradient.PreferenceWorker;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.policy.TokenizerCache;
import org.waggle.executor.rollout.PromptRoom;
import org.waggle.executor.tokenizer.Prompts;

/**
 * Gives a node's model the first problems of its recipe before anything is written: what it can't take is told as the
 * recipe's fault, and leaves no run behind.
 *
 * @param recipe whose tasks make their problems themselves
 * @param node what the node trains on
 * @param model who is given them
 */
record FirstProblems(Recipe recipe, NodeRecipe node, ModelSpec model) {
    private static final int MOST = 64;

    /** The first thing that is wrong. */
    Optional<Objection> objection() {
        return uses().stream().map(this::objection).flatMap(Optional::stream).findFirst();
    }

    /** Tokens of the longest of the first training prompts. */
    int longestPrompt() {
        Use training = new Use("", Split.TRAIN, MOST, (index, problem) -> {});
        return problems(training).stream()
                .mapToInt(problem -> reader().tokens(problem).length)
                .max()
                .orElse(0);
    }

    /**
     * Something that problems are used for.
     *
     * @param key where the recipe says so
     * @param most problems that it takes first
     * @param taken takes one, by its index
     */
    private record Use(String key, Split split, int most, Taker taken) {}

    private interface Taker {
        void take(long index, Problem problem);
    }

    private List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        recipe.phases()
                .forEach(phase -> taker(phase)
                        .ifPresent(taker -> uses.add(
                                new Use("phases." + phase.name(), Split.TRAIN, phase.problemsPerStep(), taker))));
        recipe.evaluators()
                .forEach((name, evaluator) -> uses.add(new Use(
                        "evaluators." + name, Split.HELD_OUT, evaluator.problems(), prompts(evaluator.sampling()))));
        return uses;
    }

    private Optional<Taker> taker(PhaseRecipe phase) {
        int positions = model.shape().maxPositions();
        if (phase instanceof Supervised) {
            return Optional.of(items(new DemonstrationWorker(task(Split.TRAIN), seed(), positions)));
        }
        if (phase instanceof Pairs) {
            return Optional.of(items(new PreferenceWorker(task(Split.TRAIN), seed(), positions)));
        }
        return phase instanceof Reinforcement reinforcement
                ? Optional.of(prompts(reinforcement.sampler().settings()))
                : Optional.empty();
    }

    private Taker items(ItemMaker maker) {
        return (index, problem) -> maker.item(reader(), new GroupId(1, 0, (int) index), index);
    }

    private Taker prompts(SamplingSettings settings) {
        PromptRoom room = new PromptRoom(model, settings);
        return (index, problem) -> room.tokens(reader(), problem);
    }

    /** What the vocabulary lacks is the model's fault, what else goes wrong is the use's. */
    private Optional<Objection> objection(Use use) {
        List<Problem> problems = problems(use);
        return refused(vocabulary(), problems, place -> reader().tokens(problems.get(place)))
                .or(() -> refused(use.key(), problems, place -> use.taken().take(place, problems.get(place))));
    }

    private List<Problem> problems(Use use) {
        return task(use.split())
                .askEach(
                        LongStream.range(0, Math.min(use.most(), MOST)).boxed().toList(),
                        index -> "%s problem %d".formatted(use.split() == Split.TRAIN ? "training" : "held-out", index),
                        (it, index) -> it.problem(seed(), use.split(), index));
    }

    private static Optional<Objection> refused(String key, List<Problem> problems, Consumer<Integer> given) {
        try {
            for (int place = 0; place < problems.size(); place++) {
                given.accept(place);
            }
            return Optional.empty();
        } catch (RunException e) {
            return Optional.of(new Objection(key, String.valueOf(e.getMessage())));
        }
    }

    private String vocabulary() {
        String key = "models." + node.model();
        return recipe.models().get(node.model()) instanceof RandomLlama ? key + ".alphabet" : key + ".path";
    }

    private Prompts reader() {
        return TokenizerCache.prompts(model);
    }

    /** Nodes train on their own tasks, and are evaluated on the recipe's. */
    private Guarded<Task> task(Split split) {
        return Guarded.of(
                split == Split.TRAIN ? node.task() : recipe.task(),
                recipe.engine().componentTimeoutSeconds());
    }

    private Seed seed() {
        return new Seed(node.seed());
    }
}

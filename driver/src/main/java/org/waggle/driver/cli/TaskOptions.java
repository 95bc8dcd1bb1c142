package org.waggle.driver.cli;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.common.recipe.TaskRecipe;
import org.waggle.common.spi.Reward;
import org.waggle.executor.evaluator.MajorityAtK;
import org.waggle.executor.evaluator.PassAtK;
import org.waggle.executor.evaluator.Together;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code evaluate --task} measures, and how. */
final class TaskOptions {
    @Option(
            names = "--task",
            paramLabel = "SPEC",
            description = "Measures on this task: YAML or a file of it, a task or task and rewards.")
    private @Nullable String task;

    @Option(
            names = "--reward",
            paramLabel = "SPEC",
            defaultValue = "exact-match",
            description = "Judges a task that is given without rewards (default: ${DEFAULT-VALUE}).")
    private String reward = "";

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Reward that says what is correct, where there are several.")
    private String channel = "";

    @Option(
            names = "--threshold",
            defaultValue = "1",
            description = "Score from which a completion is correct (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--answer",
            paramLabel = "REGEX",
            defaultValue = "(?s).+",
            description =
                    "Its last match, or first group, is the answer that votes in maj@k (default: all of the text).")
    private String answer = "";

    @Option(
            names = "--problems",
            defaultValue = "256",
            description =
                    "Held-out problems, or any if none are held out, from the first (default: ${DEFAULT-VALUE} or all).")
    private int problems;

    @Option(
            names = "--samples",
            defaultValue = "8",
            description = "Completions of each problem (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--k", split = ",", description = "The k of pass@k and maj@k (default: 1 and --samples).")
    private List<Integer> k = List.of();

    @Option(names = "--chat", description = "Puts each prompt to the model as a user message of its chat template.")
    private boolean chat;

    @Option(
            names = "--system",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "System message before it, with --chat.")
    private String system = "";

    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    @Mixin
    private GenerationOptions sampling = new GenerationOptions();

    boolean isGiven() {
        return task != null;
    }

    /** How the model is given the task's prompts. */
    PromptRecipe prompts() {
        return chat ? new PromptRecipe.Chat(system, Map.of()) : new PromptRecipe.Plain();
    }

    boolean json() {
        return json;
    }

    /** Task and rewards. */
    TaskRecipe recipe() {
        if (task == null) {
            throw RunException.input("Missing value: --task");
        }
        RecipeReader reader = new RecipeReader(RecipeOptions.components());
        SortedMap<String, Reward> rewards =
                new Spec(reward).read("--reward", reader::rewards).channels();
        return new Spec(task).read("--task", (source, yaml) -> reader.task(source, yaml, rewards));
    }

    /**
     * pass@k and maj@k of the same completions.
     *
     * @param seed seed of the problems
     */
    Together evaluator(TaskRecipe recipe, LocalModel model, Seed seed) {
        String judge = channel(recipe);
        List<Integer> counts =
                k.isEmpty() ? List.of(1, samples).stream().distinct().toList() : k;
        int asked = (int) Math.min(problems, recipe.task().size(TaskEvaluation.split(recipe)));
        int room = model.room(TaskEvaluation.problems(recipe, asked, seed));
        SamplingSettings settings = sampling.settings(model.generation(), room, 1);
        return new Together(List.of(
                new PassAtK(asked, samples, counts, judge, threshold, settings),
                new MajorityAtK(asked, samples, counts, judge, threshold, answer, settings)));
    }

    private String channel(TaskRecipe recipe) {
        if (channel.isEmpty() && recipe.rewards().size() == 1) {
            return recipe.channels().firstKey();
        }
        if (!recipe.rewards().containsKey(channel)) {
            throw RunException.input(
                    "Invalid --channel: '%s' (must be one of %s)",
                    channel, recipe.channels().keySet());
        }
        return channel;
    }
}

package org.waggle.driver.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle generate}: what a model says to prompts. */
@Command(
        name = "generate",
        description = {
            "Completes prompts, or answers as the assistant of a chat; needs no Spark.",
            "A single completion is written as it is decoded."
        },
        footer = {
            "",
            "Examples:",
            "  waggle generate runs/arithmetic-grpo \"47+85=\" \"12+9=\" --temperature 0",
            "  waggle generate --model path/to/model --chat \"What is 12 + 30?\""
        })
final class GenerateCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "[RUN|DIR] PROMPT",
            description =
                    "A run (its newest checkpoint is taken) or the folder of a model, unless --model says it; then texts to complete.")
    private List<String> words = List.of();

    @Option(names = "--model", paramLabel = "RUN|DIR", description = "The model, instead of the first argument.")
    private @Nullable String model;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "A text to complete; may be repeated.")
    private List<String> prompts = List.of();

    @Option(
            names = "--chat",
            paramLabel = "TEXT",
            description = "What a user says, put through the model's chat template; may be repeated.")
    private List<String> chats = List.of();

    @Option(names = "--system", defaultValue = "", paramLabel = "TEXT", description = "System message of the chats.")
    private String system = "";

    @Mixin
    private ModelOptions choice = new ModelOptions();

    @Option(
            names = "--samples",
            defaultValue = "1",
            description = "Completions of each prompt (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Mixin
    private GenerationOptions sampling = new GenerationOptions();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        List<Problem> problems = problems();
        PromptRecipe format = chats.isEmpty() ? new PromptRecipe.Plain() : new PromptRecipe.Chat(system, Map.of());
        try (LocalModel open =
                LocalModel.open(Storages.folders().model(source(), choice.choice(), format), precision.of(source()))) {
            SamplingSettings settings = sampling.settings(open.generation(), open.room(problems), 0);
            Seed draws = new Seed(seed).at("generate");
            if (problems.size() * samples == 1) {
                stream(open, problems.get(0), settings, draws);
            } else {
                print(problems, open.complete(problems, samples, settings, draws));
            }
        }
        return 0;
    }

    private String source() {
        if (model == null && words.isEmpty()) {
            throw RunException.input("Missing value: a run or the folder of a model (first argument, or --model)");
        }
        return model == null ? words.get(0) : model;
    }

    private List<Problem> problems() {
        List<String> texts =
                new ArrayList<>(words.subList(model == null ? Math.min(1, words.size()) : 0, words.size()));
        texts.addAll(prompts);
        if (texts.isEmpty() == chats.isEmpty()) {
            throw RunException.input(
                    texts.isEmpty()
                            ? "Missing value: a prompt (an argument, --prompt or --chat)"
                            : "Invalid --chat: not together with texts to complete");
        }
        List<String> said = chats.isEmpty() ? texts : chats;
        return said.stream().map(text -> new Problem(text, text, "", Map.of())).toList();
    }

    private void stream(LocalModel open, Problem problem, SamplingSettings settings, Seed draws) {
        System.out.print(shownBefore(problem));
        open.stream(problem, settings, draws, piece -> {
            System.out.print(piece);
            System.out.flush();
        });
        System.out.println();
    }

    private void print(List<Problem> problems, List<List<Completion>> completions) {
        for (int i = 0; i < problems.size(); i++) {
            for (Completion completion : completions.get(i)) {
                System.out.println(shownBefore(problems.get(i)) + completion.text());
            }
        }
    }

    /** A prompt is shown with what continues it; of a chat only the answer. */
    private String shownBefore(Problem problem) {
        return chats.isEmpty() ? problem.prompt() : "";
    }
}

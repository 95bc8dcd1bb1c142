package org.waggle.driver.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.Completion;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.PromptRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle generate}: what a model says to prompts. */
@Command(
        name = "generate",
        description = "Completes prompts with a trained model; needs no Spark.",
        footer = {"", "Example: waggle generate runs/arithmetic-grpo \"47+85=\" \"12+9=\" --temperature 0"})
final class GenerateCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "RUN|DIR",
            description = "A run (its newest checkpoint is taken) or the folder of a model.")
    private String source = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PROMPT", description = "Texts to complete.")
    private List<String> prompts = List.of();

    @Option(names = "--checkpoint", paramLabel = "STEP", description = "Checkpoint of the run, instead of its newest.")
    private @Nullable Integer checkpoint;

    @Option(
            names = "--samples",
            defaultValue = "1",
            description = "Completions of each prompt (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--temperature",
            defaultValue = "0",
            description = "0 takes the most likely token (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(names = "--top-k", defaultValue = "0", description = "Keeps the k most likely tokens; 0 keeps all.")
    private int topK;

    @Option(names = "--top-p", defaultValue = "1", description = "Keeps the likeliest tokens up to this probability.")
    private double topP;

    @Option(
            names = "--min-p",
            defaultValue = "0",
            description = "Drops tokens less likely than this times the likeliest.")
    private double minP;

    @Option(
            names = "--max-tokens",
            defaultValue = "16",
            description = "Longest completion in tokens (default: ${DEFAULT-VALUE}).")
    private int maxTokens;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        SamplingSettings settings = new SamplingSettings(temperature, topK, topP, minP, maxTokens);
        try (LocalModel model =
                LocalModel.open(Storages.folders().model(source, checkpoint, new PromptRecipe.Plain()))) {
            List<List<Completion>> all = model.complete(prompts, samples, settings, new Seed(seed).at("generate"));
            for (int i = 0; i < prompts.size(); i++) {
                for (Completion completion : all.get(i)) {
                    System.out.println(prompts.get(i) + completion.text());
                }
            }
        }
        return 0;
    }
}

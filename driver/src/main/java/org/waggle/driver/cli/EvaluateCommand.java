package org.waggle.driver.cli;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.run.Evaluation;
import org.waggle.driver.run.Model;
import org.waggle.driver.run.RunFolders;
import org.waggle.driver.stage.Measurement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle evaluate}: measures a model on held-out problems. */
@Command(
        name = "evaluate",
        description = "Measures a model with the evaluators of its run's recipe, or of another.",
        footer = {
            "",
            "Examples:",
            "  waggle evaluate runs/arithmetic-grpo",
            "  waggle evaluate runs/arithmetic-grpo --checkpoint 240 --set evaluators.held-out.samples=16",
            "  waggle evaluate path/to/model --recipe recipes/arithmetic-grpo.yaml"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(
            index = "0",
            paramLabel = "RUN|DIR",
            description = "A run (its newest checkpoint is taken) or the folder of a model.")
    private String source = "";

    @Option(names = "--checkpoint", paramLabel = "STEP", description = "Checkpoint of the run, instead of its newest.")
    private @Nullable Integer checkpoint;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Recipe whose task and evaluators are used, instead of the run's.")
    private @Nullable Path recipe;

    @Override
    public Integer call() {
        RunFolders folders = Storages.folders();
        Recipe read = recipe == null ? ofRun(folders) : recipes.read(recipe);
        Model model = folders.model(source, checkpoint, read.prompts());
        if (read.evaluators().isEmpty()) {
            throw RunException.input("Missing value: evaluators (the recipe names none)");
        }
        try (JavaSparkContext context = spark.open("evaluate")) {
            print(Evaluation.run(context, read, model, checkpoint == null ? 0 : checkpoint));
        }
        return 0;
    }

    private Recipe ofRun(RunFolders folders) {
        return RecipeOptions.read(source + "/recipe.yaml", folders.recipe(source), recipes.overrides());
    }

    private static void print(SortedMap<String, Measurement> measured) {
        measured.forEach(
                (name, value) -> System.out.printf("%-32s %.4f ± %.4f%n", name, value.mean(), value.standardError()));
    }
}

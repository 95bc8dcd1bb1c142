package org.waggle.driver.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Precision;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.TaskRecipe;
import org.waggle.common.spi.Task;
import org.waggle.driver.dataset.Datasets;
import org.waggle.driver.dataset.TemporaryData;
import org.waggle.driver.run.Evaluation;
import org.waggle.driver.run.Model;
import org.waggle.driver.run.RunFolders;
import org.waggle.driver.stage.Measurement;
import org.waggle.executor.evaluator.Together;
import org.waggle.executor.task.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle evaluate}: measures a model on held-out problems. */
@Command(
        name = "evaluate",
        description = {
            "Measures a model with the evaluators of its run's recipe, or of another.",
            "With --task it measures pass@k and maj@k, with standard errors over problems;",
            "Spark only reads datasets."
        },
        footer = {
            "",
            "Examples:",
            "  waggle evaluate runs/arithmetic-grpo",
            "  waggle evaluate runs/arithmetic-grpo --checkpoint 240",
            "  waggle evaluate runs/swarm-arithmetic --node ben",
            "  waggle evaluate path/to/model --recipe recipes/arithmetic-grpo.yaml",
            "  waggle evaluate --model path/to/model --task tasks/sums.yaml --k 1,4 --json"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN|DIR",
            description = "A run (its newest checkpoint is taken) or the folder of a model.")
    private @Nullable String run;

    @Option(names = "--model", paramLabel = "RUN|DIR", description = "The same as an option.")
    private @Nullable String model;

    @Mixin
    private ModelOptions choice = new ModelOptions();

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Recipe whose task and evaluators are used, instead of the run's.")
    private @Nullable Path recipe;

    @Mixin
    private TaskOptions task = new TaskOptions();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Override
    public Integer call() {
        String source = source();
        if (task.isGiven()) {
            return measure(source);
        }
        RunFolders folders = new RunFolders(spark.storage());
        Recipe read = recipe(source, folders);
        Model model = folders.model(source, choice.choice(), read);
        if (read.evaluators().isEmpty()) {
            throw RunException.input("Missing value: evaluators (the recipe names none)");
        }
        try (JavaSparkContext context = spark.open("evaluate")) {
            System.out.print(Measurements.table(
                    Evaluation.run(context, read, model, folders.data(source), choice.checkpoint())));
        }
        return 0;
    }

    private String source() {
        String source = run == null ? model : run;
        if (source == null || (run != null && model != null)) {
            throw RunException.input("Invalid command: evaluate takes a RUN|DIR or --model RUN|DIR (one of them)");
        }
        return source;
    }

    private int measure(String source) {
        if (recipe != null) {
            throw RunException.input("Invalid command: evaluate takes --recipe or --task (one of them)");
        }
        TaskRecipe spec = task.recipe();
        Model opened = new RunFolders(spark.storage()).model(source, choice.choice(), task.prompts());
        if (!(spec.task() instanceof Dataset)) {
            return measure(opened, spec, precision.of(source));
        }
        try (JavaSparkContext context = spark.open("evaluate");
                TemporaryData data = TemporaryData.on(new Storage(context.hadoopConfiguration()))) {
            Task problems = Datasets.opened(context, spec.task(), opened.spec(), data.folder(), System.err::println);
            return measure(opened, spec.with(problems), precision.of(source));
        }
    }

    private int measure(Model opened, TaskRecipe spec, Precision type) {
        Seed seed = new Seed(recipes.seed().orElse(0));
        try (LocalModel local = LocalModel.open(opened, type)) {
            Together evaluator = task.evaluator(spec, local, seed);
            SortedMap<String, Measurement> measured = new TaskEvaluation(spec, evaluator, seed)
                    .of(local.policy(), done -> System.err.printf("%,d of %,d problems%n", done, evaluator.problems()));
            System.out.print(task.json() ? Measurements.json(measured) : Measurements.table(measured));
        }
        return 0;
    }

    private Recipe recipe(String source, RunFolders folders) {
        List<String> overrides = precision.after(recipes.overrides());
        return recipe == null
                ? RecipeOptions.read(source + "/recipe.yaml", folders.recipe(source), overrides)
                : RecipeOptions.read(recipe, overrides);
    }
}

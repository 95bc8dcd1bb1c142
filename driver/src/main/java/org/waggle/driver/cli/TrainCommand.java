package org.waggle.driver.cli;

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.progress.ProgressDisplay.Surface;
import org.waggle.driver.progress.Shell;
import org.waggle.driver.run.Screen;
import org.waggle.driver.run.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle train}: runs a recipe from the beginning, or goes on with a run. */
@Command(
        name = "train",
        description = {
            "Runs a recipe: trains its models and writes everything into the run folder.",
            "With --resume it goes on with a run that was stopped or killed; the result",
            "is the same to the last byte."
        },
        footer = {
            "",
            "Examples:",
            "  waggle train recipes/arithmetic-grpo.yaml",
            "  waggle train recipes/arithmetic-grpo.yaml --seed 2 --run runs/second",
            "  waggle train recipes/arithmetic-grpo.yaml --set phases.grpo.steps=10",
            "  waggle train --resume runs/second"
        })
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RECIPE",
            description = "Recipe to run: a file, or a path that Hadoop knows.")
    private @Nullable String recipe;

    @Option(names = "--resume", paramLabel = "RUN", description = "Goes on with the run in this folder.")
    private @Nullable String resume;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder of the run (default: runs/NAME of the recipe).")
    private @Nullable String run;

    @Override
    public Integer call() {
        String file = recipe;
        String folder = resume;
        if ((file == null) == (folder == null)) {
            throw RunException.input("Invalid command: train takes a RECIPE or --resume RUN (one of them)");
        }
        if (folder != null) {
            goOn(folder);
        } else if (file != null) {
            begin(file);
        }
        return 0;
    }

    private void begin(String file) {
        Storage storage = Storages.open();
        Recipe read = recipes.tried(file, storage);
        String root = run == null ? "runs/" + read.name() : run;
        org.apache.hadoop.fs.Path folder = storage.qualified(root);
        RunFolder.refuseTaken(storage, folder);
        train(read, context -> TrainingRun.prepare(context, read, folder, recipes.write(read)), root);
    }

    private void goOn(String root) {
        if (run != null || !recipes.overrides().isEmpty()) {
            throw RunException.input(
                    "Invalid command: --resume goes on with the run's own recipe (leave out --run, --set and --seed)");
        }
        Storage storage = Storages.open();
        RunFolder opened = RunFolder.open(storage, storage.qualified(root));
        train(recipes.read(storage, opened.recipe()), any -> opened, root);
    }

    /** Trains in a folder that is asked for once Spark runs: what can't start leaves nothing behind. */
    private void train(Recipe read, Function<JavaSparkContext, RunFolder> folder, String root) {
        try (StopNotice notice =
                        new StopNotice("Go on with: " + Shell.line(Stream.of("./waggle", "train", "--resume", root)));
                JavaSparkContext context = spark.open(read.name())) {
            Screen screen = new Screen(System.out, Surface.detected());
            String summary = new TrainingRun(context, read, folder.apply(context), screen)
                    .run()
                    .summary();
            notice.finished();
            System.out.print(summary);
        }
    }
}

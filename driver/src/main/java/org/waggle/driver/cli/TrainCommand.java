package org.waggle.driver.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.Lease;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.progress.ProgressDisplay.Surface;
import org.waggle.driver.progress.Shell;
import org.waggle.driver.run.Screen;
import org.waggle.driver.run.TrainingRun;
import org.waggle.driver.stage.StopSignal;
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
            "is the same to the last byte. With --resume auto it begins where nothing was",
            "begun, and goes on where something was: for jobs that are started again."
        },
        footer = {
            "",
            "Examples:",
            "  waggle train recipes/arithmetic-grpo.yaml",
            "  waggle train recipes/arithmetic-grpo.yaml --seed 2 --run runs/second",
            "  waggle train recipes/arithmetic-grpo.yaml --set phases.grpo.steps=10",
            "  waggle train --resume runs/second",
            "  waggle train recipes/arithmetic-grpo.yaml --resume auto"
        })
final class TrainCommand implements Callable<Integer> {
    private static final String AUTO = "auto";

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

    @Option(
            names = "--resume",
            paramLabel = "RUN|auto",
            description = "Goes on with the run in this folder; auto: with RECIPE's run, if it was begun.")
    private @Nullable String resume;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder of the run (default: runs/NAME of the recipe).")
    private @Nullable String run;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = Grace.class,
            description = "After SIGTERM, time to save a checkpoint of the last step (default: ${DEFAULT-VALUE}).")
    private Duration grace = Duration.ZERO;

    @Override
    public Integer call() {
        String file = recipe;
        String folder = resume;
        if (file != null && (folder == null || folder.equals(AUTO))) {
            begin(file, folder != null);
        } else if (file == null && folder != null && !folder.equals(AUTO)) {
            goOn(folder);
        } else {
            throw RunException.input(
                    "Invalid command: train takes a RECIPE or --resume RUN (one of them), or a RECIPE and --resume auto");
        }
        return 0;
    }

    private void begin(String file, boolean goesOn) {
        Storage storage = spark.storage();
        Recipe read = recipes.tried(file, storage);
        String root = run == null ? "runs/" + read.name() : run;
        RunFolder folder = new RunFolder(storage.qualified(root));
        if (goesOn) {
            // Asked before Spark starts too, so that another recipe is refused at once.
            requireSame(storage, folder, read);
            train(
                    read,
                    context -> {
                        requireSame(storage, folder, read);
                        return storage.exists(folder.recipe()) ? folder : prepared(context, read, folder);
                    },
                    folder,
                    TrainCommand::inherited);
        } else {
            RunFolder.refuseTaken(storage, folder.root());
            train(read, context -> prepared(context, read, folder), folder, Lease::acquire);
        }
    }

    private RunFolder prepared(JavaSparkContext context, Recipe read, RunFolder folder) {
        return TrainingRun.prepare(context, read, folder.root(), recipes.write(read));
    }

    /** Results of another recipe must not pass for this one's. */
    private void requireSame(Storage storage, RunFolder folder, Recipe read) {
        if (storage.exists(folder.recipe())
                && !recipes.write(recipes.stored(storage, folder.recipe())).equals(recipes.write(read))) {
            throw RunException.input(
                    "Cannot go on in %s: its recipe differs from the one given (give the same, or choose another --run)",
                    Storage.shown(folder.root()));
        }
    }

    private void goOn(String root) {
        if (run != null || !recipes.overrides().isEmpty()) {
            throw RunException.input(
                    "Invalid command: --resume goes on with the run's own recipe (leave out --run, --set and --seed)");
        }
        Storage storage = spark.storage();
        RunFolder opened = RunFolder.open(storage, storage.qualified(root));
        train(recipes.stored(storage, opened.recipe()), any -> opened, opened, Lease::acquire);
    }

    /** How the right to write into a folder is taken. */
    @FunctionalInterface
    private interface LeaseTaking {
        Lease take(Storage storage, org.apache.hadoop.fs.Path folder);
    }

    static Lease inherited(Storage storage, org.apache.hadoop.fs.Path folder) {
        return Lease.inherit(storage, folder, reason -> System.out.println("waiting: " + reason), TrainCommand::pause);
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException(FailureKind.INTERNAL, "Interrupted while waiting for another driver", e);
        }
    }

    /** Trains in a folder that is made once Spark runs: what can't start leaves no run behind. */
    private void train(Recipe read, Function<JavaSparkContext, RunFolder> made, RunFolder folder, LeaseTaking lease) {
        String again = Shell.line(Stream.of("./waggle", "train", "--resume", Storage.shown(folder.root())));
        try (StopNotice notice = new StopNotice("Go on with: " + again);
                JavaSparkContext context = spark.open(read.name())) {
            StopSignal stop = new StopSignal(context.sc()::cancelAllJobs);
            Screen screen = new Screen(System.out, Surface.detected());
            String summary = Termination.during(stop, grace, () -> {
                try (Lease held = lease.take(new Storage(context.hadoopConfiguration()), folder.lease())) {
                    return new TrainingRun(context, read, made.apply(context), screen, stop)
                            .run(held)
                            .summary();
                }
            });
            notice.finished();
            System.out.print(summary);
        }
    }
}

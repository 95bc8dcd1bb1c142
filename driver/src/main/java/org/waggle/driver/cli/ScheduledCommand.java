package org.waggle.driver.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.Lease;
import org.waggle.common.checkpoint.SeriesFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.progress.ProgressDisplay.Surface;
import org.waggle.driver.run.Screen;
import org.waggle.driver.series.Outcome;
import org.waggle.driver.series.RecipeTexts;
import org.waggle.driver.series.Series;
import org.waggle.driver.stage.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle scheduled}: the next run of a recipe that is run again and again. */
@Command(
        name = "scheduled",
        description = {
            "Makes the next run of a series, on the data that came since the last one.",
            "It goes on from its model, evaluates, and promotes what has not fallen behind.",
            "Called again after a kill it goes on with the run that was begun."
        },
        footer = {
            "",
            "Exit codes: 0 better, 10 no better, 99 nothing to do; others are failures.",
            "",
            "Example, for cron:",
            "  waggle scheduled recipes/nightly.yaml --series hdfs:///series/nightly"
        })
final class ScheduledCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(
            index = "0",
            paramLabel = "RECIPE",
            description = "Recipe whose key scheduled says series: a file, or a path that Hadoop knows.")
    private String recipe = "";

    @Option(
            names = "--series",
            paramLabel = "DIR",
            description = "Folder of the series (default: runs/NAME of the recipe).")
    private @Nullable String series;

    @Option(
            names = "--always-zero",
            description = {
                "Exit code 0 also for 'no better' and 'nothing to do', for operators that",
                "take all else for a failure; outcome.json says how it ended."
            })
    private boolean alwaysZero;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = Grace.class,
            description = "After SIGTERM, time to save a checkpoint of the last step (default: ${DEFAULT-VALUE}).")
    private Duration grace = Duration.ZERO;

    @Override
    public Integer call() {
        Storage storage = spark.storage();
        Recipe read = recipes.tried(recipe, storage);
        // Before anything is made.
        RecipeTexts.settings(read);
        SeriesFolder folder = new SeriesFolder(storage.qualified(series == null ? "runs/" + read.name() : series));
        try (StopNotice notice = new StopNotice("Go on with the same command.");
                JavaSparkContext context = spark.open(read.name())) {
            Series runs = new Series(
                    context,
                    folder,
                    read,
                    new RecipeTexts(
                            file -> recipes.stored(new Storage(context.hadoopConfiguration()), file), recipes::write),
                    new Screen(System.out, Surface.detected()));
            Outcome outcome = Termination.during(new StopSignal(runs::stop), grace, () -> next(context, runs, folder));
            notice.finished();
            System.out.println(outcome.text());
            return alwaysZero ? 0 : outcome.verdict().exitCode();
        }
    }

    private static Outcome next(JavaSparkContext context, Series runs, SeriesFolder folder) {
        try (Lease held = TrainCommand.inherited(new Storage(context.hadoopConfiguration()), folder.lease())) {
            return runs.next(Instant.now(), held, TrainCommand::inherited);
        }
    }
}

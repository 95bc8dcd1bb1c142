package org.waggle.driver.series;

import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.SeriesFolder;
import org.waggle.common.recipe.AdapterRecipe;
import org.waggle.common.recipe.ModelRecipe;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.ScheduledRecipe;
import org.waggle.common.recipe.StartRecipe;
import org.waggle.driver.dataset.Arrivals;
import org.waggle.driver.dataset.Watermark;
import org.waggle.driver.run.TrainingRun;

/**
 * Begins the next run of a series: with the model of an earlier one, on the data that have come since that was trained.
 *
 * @param spark the session
 * @param recipe the recipe of the series
 * @param texts how recipes are written
 * @param history the runs before
 */
record NextRun(JavaSparkContext spark, Recipe recipe, RecipeTexts texts, History history) {
    /**
     * Begins it.
     *
     * @return that there is nothing to do; or nothing, if the run's folder is made
     */
    Optional<Outcome> begin(Instant now) {
        if (arrivals(history.last(), now).files().isEmpty()) {
            return Optional.of(nothing("no file has come since " + since()));
        }
        Optional<Outcome> start = start();
        boolean isBegun = TrainingRun.prepare(
                        spark,
                        recipe(start),
                        history.folder().run(history.next()).root(),
                        texts.writer().apply(recipe(start)),
                        arrivals(start, now),
                        settings().minProblems())
                .isPresent();
        return isBegun
                ? Optional.empty()
                : Optional.of(nothing("what has come has fewer than %d problems to train on (scheduled.min-problems)"
                        .formatted(settings().minProblems())));
    }

    private ScheduledRecipe.Series settings() {
        return RecipeTexts.settings(recipe);
    }

    private String since() {
        return history.last().map(last -> SeriesFolder.name(last.run())).orElse("the beginning");
    }

    private Outcome nothing(String why) {
        return Outcome.nothing(
                history.last().map(Outcome::run).orElse(0), settings().metric(), why);
    }

    /** The run to go on from. */
    private Optional<Outcome> start() {
        return settings().start() == StartRecipe.NEWEST ? history.last() : history.promoted();
    }

    private Arrivals arrivals(Optional<Outcome> since, Instant now) {
        Optional<Watermark> watermark = since.map(history::watermark);
        Optional<Path> heldOut =
                since.map(outcome -> history.folder().run(outcome.run()).data());
        return Arrivals.since(history.storage(), recipe, settings().newData(), watermark, heldOut, now);
    }

    /** The draws of a run are its own; the adapter, if there is one, lies in the model's folder. */
    private Recipe recipe(Optional<Outcome> start) {
        String name = recipe.phases().get(0).model();
        ModelRecipe model = start.<ModelRecipe>map(outcome -> new ModelRecipe.Pretrained(
                        new Path(history.folder().root(), outcome.promoted(name).model()).toString(),
                        recipe.prompts(),
                        new AdapterRecipe.None()))
                .orElse(recipe.trained());
        return recipe.with(recipe.seed() + history.next() - 1, model);
    }
}

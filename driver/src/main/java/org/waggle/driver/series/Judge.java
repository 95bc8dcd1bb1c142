package org.waggle.driver.series;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.SeriesFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.run.Evaluation;
import org.waggle.driver.run.Model;
import org.waggle.driver.run.ModelChoice;
import org.waggle.driver.run.Reports;
import org.waggle.driver.run.RunFolders;
import org.waggle.driver.stage.Measurement;

/**
 * Compares what a run has trained with the promoted model: the same problems, the same draws.
 *
 * @param spark the session
 * @param series recipe of the series, whose model counts as promoted as long as none is
 * @param recipe recipe of the run
 * @param history the runs before
 */
record Judge(JavaSparkContext spark, Recipe series, Recipe recipe, History history) {
    private static final String EVAL = "eval/";

    /** Measures both where that wasn't done yet; a run has a checkpoint when its training has ended. */
    Outcome of(int number) {
        RunFolder run = history.folder().run(number);
        int step = new CheckpointStore(storage(), run.checkpoints())
                .latestIntact(warning -> {})
                .orElseThrow(() -> new RunException(
                        FailureKind.INTERNAL, "Cannot judge %s: it has no checkpoint".formatted(run.root())))
                .step();
        double score = measured(run, step).orElseGet(() -> score(model(run, step), run, step));
        double baseline = baseline(run, step);
        String metric = RecipeTexts.settings(recipe).metric();
        boolean isBetter = score >= baseline - RecipeTexts.settings(recipe).tolerance();
        Verdict verdict = isBetter ? Verdict.BETTER : Verdict.NO_BETTER;
        String text = "%s: %s of %s after step %d is %.4f, that of %s is %.4f on the same problems"
                .formatted(
                        isBetter ? "better" : "no better",
                        metric,
                        SeriesFolder.name(number),
                        step,
                        score,
                        before(),
                        baseline);
        return new Outcome(verdict, number, step, metric, score, baseline, text);
    }

    private String before() {
        return history.promoted()
                .map(promoted -> "the promoted " + SeriesFolder.name(promoted.run()))
                .orElse("the recipe's own model");
    }

    private OptionalDouble measured(RunFolder run, int step) {
        return Reports.lines(storage(), run).stream()
                .filter(line -> line.step() == step)
                .map(line -> line.number(EVAL + RecipeTexts.settings(recipe).metric()))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private double baseline(RunFolder run, int step) {
        Optional<Outcome> promoted = history.promoted();
        if (promoted.isPresent()) {
            RunFolder best = history.folder().run(promoted.get().run());
            return score(model(best, promoted.get().step()), run, step);
        }
        return value(Evaluation.ofBeginning(spark, recipe.with(recipe.seed(), series.trained()), run.data(), step));
    }

    private double score(Model model, RunFolder run, int step) {
        return value(Evaluation.run(spark, recipe, model, run.data(), step));
    }

    private double value(SortedMap<String, Measurement> measured) {
        Measurement found = measured.get(RecipeTexts.settings(recipe).metric());
        return found == null ? Double.NaN : found.mean();
    }

    private Model model(RunFolder run, int step) {
        return new RunFolders(storage()).model(run.root().toString(), new ModelChoice(step, null), recipe);
    }

    private Storage storage() {
        return history.storage();
    }
}

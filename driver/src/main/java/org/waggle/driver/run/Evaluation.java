package org.waggle.driver.run;

import java.util.List;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.dataset.Datasets;
import org.waggle.driver.dataset.TemporaryData;
import org.waggle.driver.stage.EvaluationStage;
import org.waggle.driver.stage.Measurement;
import org.waggle.driver.stage.StopSignal;

/** Measures a model with the evaluators of a recipe, through the same stages as training. */
public final class Evaluation {
    private Evaluation() {}

    /** As {@link #run}, of the model that a recipe begins with. */
    public static SortedMap<String, Measurement> ofBeginning(
            JavaSparkContext spark, Recipe recipe, Path data, int step) {
        Model model =
                Models.ofNodes(recipe, new Storage(spark.hadoopConfiguration())).get(0);
        return run(spark, recipe, model, data, step);
    }

    /**
     * EVALUATOR/METRIC → measurement.
     *
     * @param data folder with the problems of the model's run, where the recipe's are taken from if it has the same
     *     task
     * @param step keys the draws; that of a checkpoint gives what the run measured there
     */
    public static SortedMap<String, Measurement> run(
            JavaSparkContext spark, Recipe recipe, Model model, Path data, int step) {
        Storage storage = new Storage(spark.hadoopConfiguration());
        try (TemporaryData temporary = TemporaryData.on(storage);
                Session session = Session.open(
                        spark,
                        Datasets.opened(
                                spark,
                                recipe,
                                model.spec(),
                                Datasets.areAt(storage, recipe, data) ? data : temporary.folder(),
                                told -> {}),
                        List.of(model),
                        StopSignal.never())) {
            return new EvaluationStage(session.context())
                    .run(step, session.initial().fresh(List.of(model.weights())))
                    .get(0);
        }
    }
}

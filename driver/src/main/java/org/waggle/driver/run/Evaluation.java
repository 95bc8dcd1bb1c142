package org.waggle.driver.run;

import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.stage.EvaluationStage;
import org.waggle.driver.stage.Measurement;

/** Measures a model with the evaluators of a recipe, through the same stages as training. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * EVALUATOR/METRIC → measurement.
     *
     * @param step keys the draws; that of a checkpoint gives what the run measured there
     */
    public static SortedMap<String, Measurement> run(JavaSparkContext spark, Recipe recipe, Model model, int step) {
        try (Session session = Session.open(spark, recipe, List.of(model))) {
            return new EvaluationStage(session.context())
                    .run(step, session.initial().fresh(List.of(model.weights())));
        }
    }
}

package org.waggle.common.recipe;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/** Whether a recipe is run again and again, on what came since the last time. */
public sealed interface ScheduledRecipe extends Component {
    /** Contradictions with the rest of the recipe, one sentence each. */
    default List<String> contradictions(Recipe recipe) {
        return List.of();
    }

    /** It is run once. */
    @Doc("The recipe is run once, by train.")
    record None() implements ScheduledRecipe {}

    /** It is run again and again by the command {@code scheduled}. */
    @Doc(
            "The recipe is run again and again, by the command scheduled: each run starts from a model of an earlier one, and takes the data that came since that.")
    record Series(
            @Doc("Which files are new.") NewDataRecipe newData,

            @Doc("Training problems that must have come for a run to begin, at least 1.")
            int minProblems,

            @Doc("Run that the next one starts from: promoted, or newest, whether it was promoted or not.")
            StartRecipe start,

            @Doc("EVALUATOR/METRIC, such as held-out/pass@1, that decides whether a run is promoted; higher is better.")
            String metric,

            @Doc(
                    "By how much the metric may be lower than the promoted model's, on the same problems, for a run to be promoted; 0 promotes what has not fallen.")
            double tolerance,

            @Doc(
                    "Minutes of training after which a run ends with the step at work, also before its last one; 0 for no limit.")
            int maxMinutes,

            @Doc(
                    "Number of newest runs whose folders are kept; the promoted one and what the next starts from are kept too.")
            int keepRuns)
            implements ScheduledRecipe {
        /** Checks every range. */
        public Series {
            Check.that(minProblems >= 1, "min-problems", minProblems, "must be >= 1");
            Check.that(tolerance >= 0 && Double.isFinite(tolerance), "tolerance", tolerance, "must be >= 0");
            Check.that(maxMinutes >= 0, "max-minutes", maxMinutes, "must be >= 0");
            Check.that(keepRuns >= 1, "keep-runs", keepRuns, "must be >= 1");
        }

        @Override
        public List<String> contradictions(Recipe recipe) {
            return recipe.measured().contains(metric)
                    ? List.of()
                    : List.of("Invalid scheduled.metric: %s (must be one of %s)".formatted(metric, recipe.measured()));
        }
    }
}

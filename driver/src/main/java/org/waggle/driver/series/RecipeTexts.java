package org.waggle.driver.series;

import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.ScheduledRecipe;

/**
 * Recipes as they lie in run folders.
 *
 * @param reader reads a file
 * @param writer writes a recipe, resolved
 */
public record RecipeTexts(Function<Path, Recipe> reader, Function<Recipe, String> writer) {
    /**
     * How a recipe is run again and again.
     *
     * @throws RunException if it isn't
     */
    public static ScheduledRecipe.Series settings(Recipe recipe) {
        if (recipe.scheduled() instanceof ScheduledRecipe.Series settings) {
            return settings;
        }
        throw RunException.input(
                "Invalid scheduled: none (must be of type series to be run again and again; train runs a recipe once)");
    }
}

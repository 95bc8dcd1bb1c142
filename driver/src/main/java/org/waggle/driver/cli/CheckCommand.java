package org.waggle.driver.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.run.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code waggle check}: reads a recipe and says what it would do; runs nothing. */
@Command(
        name = "check",
        description = "Reads and checks a recipe, prints it resolved, and what it would do; runs nothing.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Parameters(index = "0", paramLabel = "RECIPE", description = "Recipe to check.")
    private Path recipe = Path.of("");

    @Override
    public Integer call() {
        Recipe read = recipes.read(recipe);
        System.out.print(recipes.write(read));
        System.out.println();
        System.out.print(RunPlan.of(read, Storages.open()));
        return 0;
    }
}

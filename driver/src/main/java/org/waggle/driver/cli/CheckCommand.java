package org.waggle.driver.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.run.RunPlan;
import org.waggle.executor.task.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code waggle check}: reads a recipe and its data and says what it would do; trains nothing. */
@Command(
        name = "check",
        description =
                "Reads and checks a recipe and its data, prints it resolved, and what it would do; trains nothing.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(index = "0", paramLabel = "RECIPE", description = "Recipe to check.")
    private Path recipe = Path.of("");

    @Override
    public Integer call() {
        Recipe read = recipes.read(recipe);
        System.out.print(recipes.write(read));
        System.out.println();
        System.out.print(RunPlan.of(read, Storages.open()));
        System.out.print(RunPlan.sampling(read, Storages.open()));
        if (read.task() instanceof Dataset) {
            try (JavaSparkContext context = spark.open("check")) {
                System.out.print(RunPlan.data(context, read));
            }
        }
        return 0;
    }
}

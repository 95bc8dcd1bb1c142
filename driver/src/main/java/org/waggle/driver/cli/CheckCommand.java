package org.waggle.driver.cli;

import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.run.RunPlan;
import org.waggle.executor.task.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code waggle check}: reads a recipe and its data and says what it would do; trains nothing. */
@Command(
        name = "check",
        description = {
            "Reads and checks a recipe and its data; trains nothing.",
            "Prints the recipe as it is resolved, and what it would do."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(
            index = "0",
            paramLabel = "RECIPE",
            description = "Recipe to check: a file, or a path that Hadoop knows.")
    private String recipe = "";

    @Override
    public Integer call() {
        Storage storage = spark.storage();
        Recipe read = recipes.tried(recipe, storage);
        System.out.print(recipes.write(read));
        System.out.println();
        System.out.print(RunPlan.of(read, storage));
        System.out.print(RunPlan.processor(read, storage));
        if (read.task() instanceof Dataset) {
            try (JavaSparkContext context = spark.open("check")) {
                System.out.print(RunPlan.data(context, read));
            }
        }
        // Last, so that a recipe for a cluster can be read and its data tried on any machine.
        if (spark.isLocal()) {
            RunPlan.requireRoom(read, storage);
        }
        return 0;
    }
}

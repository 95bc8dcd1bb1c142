package org.waggle.driver.run;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.dataset.Arrivals;
import org.waggle.driver.dataset.Datasets;
import org.waggle.executor.policy.ModelSpec;

/**
 * Makes the folders of new runs; the recipe is written last, and what can't start leaves no run behind.
 *
 * @param spark the session
 * @param recipe what is to be run
 * @param yaml the recipe as text
 */
record Preparation(JavaSparkContext spark, Recipe recipe, String yaml) {
    /** A run with all of its task's files. */
    RunFolder of(Path root) {
        return of(root, folder -> 0L, 0).orElseThrow();
    }

    /** A run with what has come, if that is enough. */
    Optional<RunFolder> of(Path root, Arrivals arrivals, int minProblems) {
        ModelSpec model = Models.ofNodes(recipe, storage()).get(0).spec();
        return of(root, folder -> Datasets.arrived(spark, recipe.task(), model, folder.data(), arrivals), minProblems);
    }

    /** Makes data before the recipe is opened, and says how many problems there are. */
    @FunctionalInterface
    private interface DataMaking {
        long problems(RunFolder folder);
    }

    private Optional<RunFolder> of(Path root, DataMaking data, int minProblems) {
        Storage storage = storage();
        SharedPaths.requireModels(spark, recipe, storage);
        RunFolder folder = RunFolder.create(storage, root);
        SharedPaths.requireFolder(spark, root, storage);
        storage.delete(folder.data());
        if (!isMade(storage, folder, () -> data.problems(folder), minProblems)) {
            return Optional.empty();
        }
        storage.replace(folder.recipe(), yaml.getBytes(StandardCharsets.UTF_8));
        return Optional.of(folder);
    }

    private boolean isMade(Storage storage, RunFolder folder, LongSupplier problems, int minProblems) {
        try {
            if (problems.getAsLong() < minProblems) {
                storage.delete(folder.data());
                return false;
            }
            TrainingRun.opened(spark, recipe, folder, told -> {});
            return true;
        } catch (RuntimeException e) {
            storage.delete(folder.data());
            throw e;
        }
    }

    private Storage storage() {
        return new Storage(spark.hadoopConfiguration());
    }
}

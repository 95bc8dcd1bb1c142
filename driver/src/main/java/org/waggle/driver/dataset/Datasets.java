package org.waggle.driver.dataset;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.spi.Task;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.task.Dataset;

/** Makes recipes ready whose problems come from files; others stay as they are. */
public final class Datasets {
    private Datasets() {}

    /**
     * The recipe with problems that can be asked for.
     *
     * @param model whose tokens are counted
     * @param folder where the snapshot lies; it is made if no whole one of this task is there
     * @param told is told what became of the rows
     * @throws RunException if the data can't be used, or the recipe wants more of it than is there
     */
    public static Recipe opened(
            JavaSparkContext spark, Recipe recipe, ModelSpec model, Path folder, Consumer<String> told) {
        if (!(recipe.task() instanceof Dataset)) {
            return recipe;
        }
        Recipe opened = recipe.with(opened(spark, recipe.task(), model, folder, told));
        if (!opened.contradictions().isEmpty()) {
            throw new RunException(FailureKind.INPUT, String.join("\n", opened.contradictions()));
        }
        return opened;
    }

    /**
     * The task with problems that can be asked for.
     *
     * @param model whose tokens are counted
     * @param folder where the snapshot lies; it is made if no whole one of this task is there
     * @param told is told what became of the rows
     * @throws RunException if the data can't be used
     */
    public static Task opened(JavaSparkContext spark, Task task, ModelSpec model, Path folder, Consumer<String> told) {
        if (!(task instanceof Dataset settings)) {
            return task;
        }
        SnapshotManifest manifest = known(new Storage(spark.hadoopConfiguration()), settings, folder)
                .orElseGet(() -> written(spark, settings, model, folder));
        if (!manifest.counts().containsKey(Fate.TRAIN)) {
            throw RunException.input(
                    "Cannot train on data %s: no problem is left of its rows (%s)",
                    settings.path(), DataCounts.of(manifest.counts()));
        }
        told.accept("data: " + DataCounts.of(manifest.counts()));
        return new SnapshotTask(
                settings,
                new SerializableConfiguration(spark.hadoopConfiguration()),
                folder.toString(),
                manifest.parts());
    }

    private static SnapshotManifest written(JavaSparkContext spark, Dataset settings, ModelSpec model, Path folder) {
        new Storage(spark.hadoopConfiguration()).delete(folder);
        return new Snapshot(spark, settings, model).write(folder);
    }

    /**
     * Makes the snapshot of what has come for a run of a series, which {@link #opened} then finds.
     *
     * @param settings the task
     * @param model whose tokens are counted
     * @param folder where the snapshot is made, in place of what lies there
     * @return number of training problems; may be 0
     * @throws RunException if the data can't be used
     */
    public static long arrived(JavaSparkContext spark, Task settings, ModelSpec model, Path folder, Arrivals arrivals) {
        if (!(settings instanceof Dataset dataset)) {
            throw new IllegalArgumentException("Invalid task: %s (must be a dataset)".formatted(settings));
        }
        return new Snapshot(spark, dataset, model)
                .write(folder, arrivals)
                .counts()
                .getOrDefault(Fate.TRAIN, 0L);
    }

    /** Whether the recipe's task is a dataset whose snapshot lies in a folder. */
    public static boolean areAt(Storage storage, Recipe recipe, Path folder) {
        return recipe.task() instanceof Dataset settings
                && known(storage, settings, folder).isPresent();
    }

    private static Optional<SnapshotManifest> known(Storage storage, Dataset settings, Path folder) {
        return SnapshotManifest.read(storage, folder)
                .filter(manifest -> manifest.settings().equals(settings.toString()));
    }
}

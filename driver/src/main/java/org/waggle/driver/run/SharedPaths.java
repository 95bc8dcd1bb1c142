package org.waggle.driver.run;

import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.ModelRecipe.Pretrained;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.spark.EveryExecutor;

/** Refuses local paths that the driver sees and executors don't; a path in a shared file system is everywhere. */
final class SharedPaths {
    private static final String LOCAL = "file";
    private static final String REMEDY =
            "put it on a path that all see, such as hdfs: or s3a:, or mount it at the same place on every machine";

    private SharedPaths() {}

    /**
     * Looks for the recipe's models from every executor.
     *
     * @throws RunException if one isn't there as the driver sees it
     */
    static void requireModels(JavaSparkContext spark, Recipe recipe, Storage storage) {
        recipe.models().forEach((name, model) -> {
            if (model instanceof Pretrained pretrained) {
                require(spark, storage, storage.qualified(pretrained.path()), "model " + name);
            }
        });
    }

    /** Looks for the run's folder from every executor. */
    static void requireFolder(JavaSparkContext spark, Path folder, Storage storage) {
        require(spark, storage, folder, "the run's folder");
    }

    private static void require(JavaSparkContext spark, Storage storage, Path folder, String what) {
        Path qualified = storage.fileSystem(folder).makeQualified(folder);
        if (spark.isLocal() || !LOCAL.equals(qualified.toUri().getScheme())) {
            return;
        }
        SerializableConfiguration configuration = new SerializableConfiguration(storage.configuration());
        String place = qualified.toString();
        EveryExecutor.ask(spark, () -> new Storage(configuration.value()).exists(new Path(place))).stream()
                .filter(answer -> !answer.value())
                .findFirst()
                .ifPresent(answer -> {
                    throw RunException.input(
                            "Cannot use %s: %s sees no %s, only the driver has it (%s)",
                            what, answer.place(), Storage.shown(qualified), REMEDY);
                });
    }
}

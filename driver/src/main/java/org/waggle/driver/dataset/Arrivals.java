package org.waggle.driver.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.NewDataRecipe;
import org.waggle.common.recipe.Recipe;
import org.waggle.executor.task.Dataset;

/**
 * The data of one run of a series: files that have come, and the problems that the run before it has held out.
 *
 * @param files the files, by path
 * @param watermark how far the files are taken with these
 * @param heldOutBefore data of the run that the next one starts from; nothing for a first one
 */
public record Arrivals(List<FileStatus> files, Watermark watermark, Optional<Path> heldOutBefore) {
    /** Copies the list. */
    public Arrivals {
        files = List.copyOf(files);
    }

    /**
     * The files of a recipe's dataset that have come since a watermark; all of them without one.
     *
     * @param now files changed later are left for later
     * @param heldOutBefore data of the run that the watermark is of
     * @throws RunException if the recipe's task has no files, or they can't be found
     */
    public static Arrivals since(
            Storage storage,
            Recipe recipe,
            NewDataRecipe rule,
            Optional<Watermark> watermark,
            Optional<Path> heldOutBefore,
            Instant now) {
        if (!(recipe.task() instanceof Dataset settings)) {
            throw RunException.input(
                    "Invalid task: it reads no files (must be of type dataset: a series of runs takes what came since the last one)");
        }
        List<FileStatus> all = new DataFiles(storage, settings.format()).of(settings.path());
        NewFiles.Taken taken = new NewFiles(rule, now).since(watermark, all);
        return new Arrivals(taken.files(), taken.watermark(), heldOutBefore);
    }
}

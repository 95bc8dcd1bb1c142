package org.waggle.driver.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.driver.run.RunFolders;
import picocli.CommandLine.Option;

/** The type that a command computes in. */
final class PrecisionOption {
    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            description =
                    "float32 or bfloat16: the type that is computed in (default: that of the run's recipe; float32 for the folder of a model).")
    private @Nullable Precision precision;

    /** What replaces values of a recipe, and last what was asked for here. */
    List<String> after(List<String> overrides) {
        List<String> all = new ArrayList<>(overrides);
        if (precision != null) {
            all.add("engine.precision=" + precision.name().toLowerCase(Locale.ROOT));
        }
        return all;
    }

    /** What was asked for, or else what fits a run or the folder of a model. */
    Precision of(String source) {
        if (precision != null) {
            return precision;
        }
        RunFolders folders = Storages.folders();
        return folders.isRun(source)
                ? new RecipeReader(RecipeOptions.components())
                        .engine(source + "/recipe.yaml", folders.recipe(source))
                        .precision()
                : Precision.FLOAT32;
    }
}

package org.waggle.driver.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.SeriesFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;

/**
 * Finds things in run folders for commands that read them.
 *
 * @param storage Hadoop's file systems
 */
public record RunFolders(Storage storage) {
    /** One of them is in the folder of a model, or of an adapter. */
    private static final Set<String> CONFIGURATIONS = Set.of(ModelFolder.CONFIG, AdapterConfig.FILE);

    /** The folder of a run's samples; refuses a run that has none. */
    public String rollouts(String run) {
        Path folder = open(run).rollouts();
        if (!storage.exists(folder)) {
            throw RunException.input(
                    "Cannot read %s: there is no such folder (the run has not sampled anything yet)", folder);
        }
        return folder.toString();
    }

    /** Where a run, if this is one, keeps the problems that it read. */
    public Path data(String source) {
        return meant(source).data();
    }

    /** True of the folder of a run, or of a series with a promoted one. */
    public boolean isRun(String source) {
        return storage.exists(meant(source).recipe());
    }

    /** The folder of a run; of a series its promoted one. */
    public RunFolder open(String run) {
        RunFolder folder = meant(run);
        if (!storage.exists(folder.recipe())) {
            throw RunException.input("Cannot read %s: it holds no run (recipe.yaml is missing)", run);
        }
        return folder;
    }

    /** Folders of all runs that are there: of a series each of its own, else that of {@link #open}. */
    public List<RunFolder> all(String source) {
        SeriesFolder series = new SeriesFolder(storage.qualified(source));
        List<RunFolder> runs = series.runs(storage).stream()
                .map(series::run)
                .filter(run -> storage.exists(run.recipe()))
                .toList();
        return runs.isEmpty() ? List.of(open(source)) : runs;
    }

    private RunFolder meant(String source) {
        SeriesFolder series = new SeriesFolder(storage.qualified(source));
        return series.promoted(storage)
                .map(promoted -> series.run(promoted.run()))
                .orElseGet(() -> new RunFolder(series.root()));
    }

    /** The resolved recipe of a run, as text. */
    public String recipe(String run) {
        return new String(storage.read(open(run).recipe()), StandardCharsets.UTF_8);
    }

    /**
     * The folder of a model: of a run's checkpoint, or the given folder if that is one in Hugging Face layout.
     *
     * @param source a run or a model's folder
     * @param checkpoint step of the run's checkpoint; null takes the newest
     */
    public Path modelFolder(String source, @Nullable Integer checkpoint) {
        Path folder = storage.qualified(source);
        if (isModel(folder) && checkpoint == null) {
            return folder;
        }
        return modelFolder(new CheckpointStore(storage, open(source).checkpoints()), checkpoint);
    }

    private static Path modelFolder(CheckpointStore store, @Nullable Integer step) {
        Manifest manifest = step == null
                ? store.latest()
                        .orElseThrow(() -> RunException.input("Cannot read %s: it has no checkpoint yet", store.root()))
                : store.at(step);
        Path checkpoint = store.folder(manifest.step());
        String model = manifest.files().stream()
                .map(file -> new Path(file.path()))
                .filter(path -> CONFIGURATIONS.contains(path.getName()))
                .map(path -> path.getParent().toString())
                .findFirst()
                .orElseThrow(() -> RunException.input("Cannot read checkpoint %s: it has no model", checkpoint));
        store.verify(manifest, model);
        return new Path(checkpoint, model);
    }

    /** The model of {@link #modelFolder}, which is given prompts as the recipe says. */
    public Model model(String source, @Nullable Integer checkpoint, PromptRecipe prompts) {
        return new ModelFolder(storage, modelFolder(source, checkpoint)).model("policy", prompts);
    }

    private boolean isModel(Path folder) {
        return CONFIGURATIONS.stream().anyMatch(name -> storage.exists(new Path(folder, name)));
    }
}
